// A web service that says how unusual a picture is: ScoringService MODEL [--urls http://127.0.0.1:8080]
// curl --data-binary @picture.png http://127.0.0.1:8080/score  →  {"elbo":-103.2,"percentile":41.7}
using System.Text.Json;
using System.Text.Json.Serialization;
using Elbo;
using Elbo.Imaging;
using Elbo.Serving;

if (args is not [var model, ..])
{
    Console.Error.WriteLine("usage: ScoringService MODEL [--urls http://127.0.0.1:8080]");
    return 2;
}
using var vae = Vae.Load(model);
var usual = vae.Calibration ?? throw new ElboException($"{model} is not calibrated; call Calibrate with validation data before it is saved.");

var builder = WebApplication.CreateSlimBuilder(args[1..]);
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 16 << 20);
var app = builder.Build();
var limits = new PictureLimits { MaxPixels = 16 << 20 };
app.MapPost("/score", async (HttpRequest request) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
    try
    {
        // Requests are scored side by side, as many at once as there are cores.
        var picture = PictureFile.Read(body.GetBuffer().AsSpan(0, (int)body.Length), limits);
        double elbo = vae.Score(PictureRow.Of(vae, picture))[0];
        return Results.Text(JsonSerializer.Serialize(new Answer(elbo, usual.Percentile(elbo)), Json.Default.Answer), "application/json");
    }
    catch (Exception refused) when (refused is InvalidDataException or ElboException)
    {
        return Results.Text(refused.Message, statusCode: StatusCodes.Status400BadRequest);
    }
});
app.Run();
return 0;

internal sealed record Answer(double Elbo, double Percentile);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Answer))]
internal sealed partial class Json : JsonSerializerContext;
