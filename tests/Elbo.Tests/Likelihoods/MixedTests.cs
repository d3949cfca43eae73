using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Likelihoods;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Tests.Likelihoods;

public sealed class MixedTests
{
    private static readonly DataSplits Data = Datasets.Load("penguins");

    [Fact]
    public void Columns_add_up_to_the_loss_of_the_tape()
    {
        using var trainer = Trained(40);
        var scores = ExampleScores.Of(trainer.Vae, Data.Test);
        Assert.Equal(Data.Test.Count, scores.Count);
        for (int i = 0; i < scores.Count; i++)
        {
            double sum = 0;
            foreach (double nats in scores.Columns(i)) sum += nats;
            Assert.Equal(scores.Reconstruction[i], sum, 1e-4 * Math.Max(1, Math.Abs(sum)));
        }
    }

    [Fact]
    public void Scores_are_the_bound_and_do_not_depend_on_other_rows()
    {
        using var trainer = Trained(60);
        var scores = ExampleScores.Of(trainer.Vae, Data.Train);
        double mean = Enumerable.Range(0, scores.Count).Average(scores.Elbo), bound = Enumerable.Range(1, 40).Average(seed => trainer.Vae.Evaluate(Data.Train, seed).Elbo);
        Assert.Equal(bound, mean, 0.1);
        var alone = ExampleScores.Of(trainer.Vae, Data.Train.Slice(200, 3, "some"));
        for (int i = 0; i < 3; i++) Assert.Equal(scores.Elbo(200 + i), alone.Elbo(i));
    }

    [Fact]
    public void Learned_deviations_fall_to_what_is_left_to_explain()
    {
        using var trainer = Trained(400);
        double[] deviations = ((Mixed)trainer.Vae.Graph.Likelihood).Deviations(trainer.Vae.Store);
        Assert.Equal(4, deviations.Length);
        Assert.All(deviations, deviation => Assert.InRange(deviation, 0.05, 0.98));
        using var untrained = Trained(0);
        Assert.All(((Mixed)untrained.Vae.Graph.Likelihood).Deviations(untrained.Vae.Store), deviation => Assert.Equal(1, deviation, 1e-3));
    }

    [Fact]
    public void A_fixed_deviation_stays_and_has_no_weights()
    {
        using var trainer = Trained(30, "model.columnDeviation=0.5");
        Assert.All(((Mixed)trainer.Vae.Graph.Likelihood).Deviations(trainer.Vae.Store), deviation => Assert.Equal(0.5, deviation, 1e-6));
        Assert.DoesNotContain(trainer.Vae.Store.Parameters, parameter => parameter.Name.StartsWith("likelihood", StringComparison.Ordinal));
        var scores = ExampleScores.Of(trainer.Vae, Data.Test);
        double sum = 0;
        foreach (double nats in scores.Columns(0)) sum += nats;
        Assert.Equal(scores.Reconstruction[0], sum, 1e-3);
    }

    [Fact]
    public void Means_are_probabilities_and_numbers()
    {
        using var trainer = Trained(40);
        var schema = trainer.Vae.Schema!;
        float[] rows = trainer.Vae.Sample(50);
        for (int i = 0; i < 50; i++)
        {
            float[] row = rows[(i * schema.Shape.Features)..((i + 1) * schema.Shape.Features)];
            Assert.All(row[schema.Numeric..], value => Assert.InRange(value, 0, 1));
            int start = schema.Numeric + schema.Binary;
            foreach (int width in schema.Groups)
            {
                Assert.Equal(1, row[start..(start + width)].Sum(), 1e-5);
                start += width;
            }
        }
        Assert.Contains(rows, value => value < 0);
    }

    [Fact]
    public void Drawn_rows_vary_like_the_table()
    {
        using var trainer = Trained(1200);
        var schema = trainer.Vae.Schema!;
        float[] rows = TableDraws.Of(trainer.Vae, [], 2000, 3);
        Assert.Equal(rows, TableDraws.Of(trainer.Vae, [], 2000, 3));
        int features = schema.Shape.Features;
        for (int c = 0; c < schema.Numeric; c++)
        {
            double sum = 0, squares = 0;
            for (int i = 0; i < 2000; i++) (sum, squares) = (sum + rows[(i * features) + c], squares + (rows[(i * features) + c] * rows[(i * features) + c]));
            Assert.InRange(sum / 2000, -0.35, 0.35);
            Assert.InRange(Math.Sqrt(squares / 2000), 0.7, 1.3);
        }
        double males = Enumerable.Range(0, 2000).Average(i => (double)rows[(i * features) + schema.Numeric]);
        Assert.InRange(males, 0.35, 0.65);
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("gaussian")]
    public void Other_likelihoods_draw_their_cells_too(string likelihood)
    {
        using var folder = new TemporaryFolder();
        // One flag of three and a colour of four, whatever the code.
        File.WriteAllLines(folder["a.csv"], [.. Enumerable.Range(0, 400).Select(i => $"{(i % 3 == 0 ? "yes" : "no")},{(i % 4 == 0 ? "red" : i % 8 == 1 ? "green" : "blue")}").Prepend("flag,colour")]);
        var data = Datasets.Load(folder["a.csv"]);
        using var trainer = new Trainer(Recipe().With(["model.likelihood=" + likelihood, "training.steps=300", "objective.beta=20"]), data);
        trainer.Run();
        float[] rows = TableDraws.Of(trainer.Vae, [], 2000, 3);
        int width = trainer.Vae.Shape.Features;
        string[] drawn = [.. Enumerable.Range(0, 2000).Select(i => TableText.Cell(trainer.Vae.Schema!, rows.AsSpan(i * width, width), 0) + TableText.Cell(trainer.Vae.Schema!, rows.AsSpan(i * width, width), 1))];
        Assert.InRange(drawn.Count(row => row.StartsWith("yes", StringComparison.Ordinal)), 400, 1000);
        Assert.InRange(drawn.Count(row => row.EndsWith("red", StringComparison.Ordinal)), 250, 800);
        Assert.InRange(drawn.Count(row => row.EndsWith("green", StringComparison.Ordinal)), 50, 700);
    }

    [Fact]
    public void A_model_of_a_table_keeps_its_schema_and_its_scores()
    {
        using var folder = new TemporaryFolder();
        using var trainer = Trained(30);
        trainer.Vae.Save(folder["model.safetensors"]);
        using var loaded = Vae.Load(folder["model.safetensors"]);
        Assert.Equal(trainer.Vae.Schema, loaded.Schema);
        Assert.Equal(ExampleScores.Of(trainer.Vae, Data.Test).Elbos(), ExampleScores.Of(loaded, Data.Test).Elbos());
    }

    [Fact]
    public void A_table_with_numbers_cannot_be_Bernoulli()
    {
        var error = Assert.Throws<ElboException>(() => Trainer.Check(Recipe().With("model.likelihood", "bernoulli"), Data));
        Assert.Contains("model.likelihood=mixed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_columns_are_refused()
    {
        using var trainer = Trained(0);
        var other = Datasets.Load(new DataOptions { Name = "penguins", Columns = "sex=categorical,flipper_length_mm=ignored" });
        Assert.Contains("other columns", Assert.Throws<ElboException>(() => trainer.Vae.Evaluate(other.Test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Penguins_of_a_species_never_seen_stand_out()
    {
        using var folder = new TemporaryFolder();
        var all = new List<string>();
        using (var rows = Penguins.Open())
        {
            while (rows.Next()) all.Add(string.Join(',', Enumerable.Range(0, rows.Columns.Count).Select(i => rows.Cell(i).ToString())));
        }
        // Neither species nor island, which would tell at once.
        string Table(IEnumerable<string> lines) => "bill,depth,flipper,mass,sex\n" + string.Join('\n', lines.Select(line => string.Join(',', line.Split(',')[2..])));
        string known = folder.Write("known.csv", System.Text.Encoding.UTF8.GetBytes(Table(all.Where(line => !line.StartsWith("Gentoo", StringComparison.Ordinal)))));
        string every = folder.Write("every.csv", System.Text.Encoding.UTF8.GetBytes(Table(all)));
        using var trainer = new Trainer(RecipeBook.Get("tabular").With(["training.steps=600", "training.patience=null", "training.select=last"]), Datasets.Load(known));
        trainer.Run();
        var data = Datasets.Load(new DataOptions { Name = every }, new LoadOptions { Schema = trainer.Vae.Schema, Whole = true }).Test;
        var scores = ExampleScores.Of(trainer.Vae, data);
        double area = RocArea.OfBounds(scores.Elbos(), [.. all.Select(line => line.StartsWith("Gentoo", StringComparison.Ordinal))]);
        Assert.InRange(area, 0.9, 1);
    }

    private static Recipe Recipe() => RecipeBook.Get("tabular");

    private static Trainer Trained(int steps, params string[] settings)
    {
        var trainer = new Trainer(Recipe().With([$"training.steps={Math.Max(1, steps)}", "training.patience=null", "training.select=last", .. settings]), Data);
        if (steps > 0) trainer.Run();
        return trainer;
    }
}
