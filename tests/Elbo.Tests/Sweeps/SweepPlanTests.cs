using Elbo.Recipes;
using Elbo.Sweeps;
using Elbo.Tests.Training;

namespace Elbo.Tests.Sweeps;

public sealed class SweepPlanTests
{
    private static readonly Recipe Digits = RecipeBook.Get("digits");

    [Fact]
    public void Variations_multiply_and_the_last_varies_fastest()
    {
        var plan = Plan("model.latent=8,2", "objective.beta=0,1.50");
        Assert.Equal(["model.latent", "objective.beta"], plan.Keys);
        Assert.Equal(
            ["model.latent=8,objective.beta=0", "model.latent=8,objective.beta=1.5", "model.latent=2,objective.beta=0", "model.latent=2,objective.beta=1.5"],
            plan.Runs.Select(run => run.Name));
        Assert.Equal(["2", "1.50"], plan.Runs[3].Values);
        Assert.Equal(Digits.With(["model.latent=2", "objective.beta=1.5"]), plan.Runs[3].Recipe);
    }

    [Theory]
    [InlineData("1e-5", "training.learningRate=1e-5")]
    [InlineData("1E-3", "training.learningRate=0.001")]
    [InlineData("2.0", "training.learningRate=2")]
    [InlineData("9007199254740993", "training.learningRate=9007199254740993")]
    public void Numbers_have_one_name_each(string value, string name) => Assert.Equal(name, RunName.Of(["training.learningRate"], [value]));

    [Fact]
    public void Names_fit_any_file_system_and_differ_where_values_do()
    {
        string[] values = ["[{\"kind\":\"dense\",\"units\":8}]", "[{\"kind\":\"dense\",\"units\":9}]", "a/b", "a\\b", "..", new string('x', 300), new string('x', 301), "CON:", "é"];
        string[] names = [.. values.Select(value => RunName.Of(["model.encoder.*.units", "data.name"], [value, value]))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches(@"^model\.encoder\.all~[0-9a-f]{8}\.units=[A-Za-z0-9.,=~_+-]{1,150}$|^model\.encoder\.all\.units=[A-Za-z0-9.,=~_+-]{1,150}$", name));
        string many = RunName.Of([.. Enumerable.Repeat("training.decay.staircase", 12)], [.. Enumerable.Repeat("true", 12)]);
        Assert.InRange(many.Length, 100, 180);
    }

    [Theory]
    [InlineData("did you mean 'model.latent'", "model.latnet=2,3")]
    [InlineData("model.latent must be", "model.latent=2,0")]
    [InlineData("are the same run", "model.latent=2,2.0")]
    [InlineData("is varied twice", "model.latent=2", "model.latent=3")]
    public void What_cannot_be_is_refused_when_planned(string words, params string[] variations) =>
        Assert.Contains(words, Assert.Throws<SettingException>(() => Plan(variations)).Message);

    [Fact]
    public void A_plan_has_something_to_vary_and_not_too_many_runs()
    {
        Assert.Contains("needs a setting", Assert.Throws<SettingException>(() => Plan()).Message);
        string many = "seed=" + string.Join(',', Enumerable.Range(1, 32));
        var error = Assert.Throws<SettingException>(() => Plan(many, many.Replace("seed", "model.latent")));
        Assert.Contains("1,024 runs", error.Message);
        Assert.Contains("1,000", error.Message);
    }

    [Fact]
    public void Every_run_is_checked_against_its_data()
    {
        var data = new SweepData(_ => DigitRun.Data);
        Assert.Equal(2, Plan("training.batch=32,1000").On(data).Runs.Count);
        Assert.Contains("training.batch is 1001", Assert.Throws<ElboException>(() => Plan("training.batch=32,1001").On(data)).Message);
    }

    [Fact]
    public void Data_are_loaded_once_for_equal_options()
    {
        int loads = 0;
        var data = new SweepData(_ =>
        {
            loads++;
            return DigitRun.Data;
        });
        Plan("model.latent=2,3", "data.validation=10,20").On(data);
        Assert.Equal(2, loads);
    }

    [Fact]
    public void An_extension_puts_numbers_into_order()
    {
        var plan = Plan("model.latent=4,20", "model.deviation=softplus,exp").Extending(Plan("model.latent=8", "model.deviation=exp"));
        Assert.Equal(["4 exp", "4 softplus", "8 exp", "20 exp", "20 softplus"], plan.Runs.Select(run => string.Join(' ', run.Values)));
    }

    private static SweepPlan Plan(params string[] variations) => SweepPlan.Of(Digits, [.. variations.Select(Variation.Parse)]);
}
