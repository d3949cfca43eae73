// Trains a model again and again while another part of the program goes on using the newest one: RetrainingService [ROUNDS [PICTURES]]
using System.Globalization;
using Elbo;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Training;

int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : int.MaxValue;
int pictures = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000;
var builder = Host.CreateApplicationBuilder();
builder.Services.AddSingleton<CurrentModel>();
builder.Services.AddHostedService(services => new Retraining(services.GetRequiredService<CurrentModel>(), services.GetRequiredService<IHostApplicationLifetime>(), rounds, pictures));
builder.Build().Run();

/// <summary>The model that answers at the moment.</summary>
internal sealed class CurrentModel : IDisposable
{
    private Vae? newest, older;

    public Vae? Vae => Volatile.Read(ref newest);

    /// <summary>Puts a model in the place of the newest, whose callers may finish: it is disposed only when the next one comes.</summary>
    public void Replace(Vae vae)
    {
        older?.Dispose();
        older = Interlocked.Exchange(ref newest, vae);
    }

    public void Dispose()
    {
        older?.Dispose();
        newest?.Dispose();
    }
}

internal sealed class Retraining(CurrentModel current, IHostApplicationLifetime program, int rounds, int pictures) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stop) => Task.Factory.StartNew(() => Run(stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stop)
    {
        string path = Path.Combine(Path.GetTempPath(), $"retrained-{Environment.ProcessId}.safetensors");
        for (int round = 1; round <= rounds; round++)
        {
            // Yours would load what has come in since: Datasets.Load("folder").
            var data = DrawnDigits.Create((ulong)round, pictures, validation: 500, test: 500);
            using var trainer = new Trainer(RecipeBook.Get("digits").With("training.epochs", "1"), data);
            trainer.Run(cancellation: stop);
            trainer.Vae.Calibrate(data.Validation, stop);
            trainer.Vae.Save(path);
            current.Replace(Vae.Load(path));
            File.Delete(path);
            Console.WriteLine($"round {round}: test ELBO {current.Vae!.Evaluate(data.Test, cancellation: stop).Elbo:F1} nats");
        }
        program.StopApplication();
    }
}
