using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

public sealed class ModelSizeTests
{
    private static readonly Shape Digit = new(1, 28, 28);

    [Theory]
    [InlineData("more than the", "model.encoder.*.units=1000000")]
    [InlineData("more than the", "model.latent=100000", "model.encoder.*.units=100000")]
    [InlineData("training.batch 1000000", "training.batch=1000000", "model.encoder.0.units=5000")]
    public void Absurd_sizes_are_refused_before_memory_is_taken(string words, params string[] settings)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SettingException>(() => ModelSize.Check(RecipeBook.Get("digits").With(settings), Digit, 0, long.MaxValue));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void What_this_machine_cannot_hold_is_refused_and_the_rest_is_not()
    {
        var recipe = RecipeBook.Get("digits");
        long parameters = ModelSize.Parameters(recipe.Model, Digit, 0);
        Assert.Contains("more than the 0.0 GB that this process can have", Assert.Throws<SettingException>(() => ModelSize.Check(recipe, Digit, 0, 16 * parameters)).Message, StringComparison.Ordinal);
        ModelSize.Check(recipe, Digit, 0, 18 * parameters);
        ModelSize.Check(recipe, Digit, 0);
    }
}
