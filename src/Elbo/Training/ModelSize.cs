using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Training;

/// <summary>Refuses models and batches whose buffers no array could hold, before any memory is taken.</summary>
internal static class ModelSize
{
    private const long MostParameters = int.MaxValue / 4;

    /// <summary>Trained values of a model, counted without taking memory for them.</summary>
    /// <exception cref="SettingException">The layers do not fit each other or the data.</exception>
    public static long Parameters(Recipe recipe, Shape shape, int classes) =>
        Network.Encoder(recipe.Model, shape, 2 * recipe.Model.Latent, classes).Parameters + Network.Decoder(recipe.Model, shape, classes).Parameters;

    /// <exception cref="SettingException">The message names the setting to lower.</exception>
    public static void Check(Recipe recipe, Shape shape, int classes)
    {
        var model = recipe.Model;
        Network encoder = Network.Encoder(model, shape, 2 * model.Latent, classes), decoder = Network.Decoder(model, shape, classes);
        long parameters = encoder.Parameters + decoder.Parameters, widest = Math.Max(encoder.Widest, decoder.Widest);
        if (parameters > MostParameters)
            throw new SettingException($"This model would have {parameters:N0} parameters, more than the {MostParameters:N0} that fit; make its layers, model.latent or data.size smaller.");
        if ((recipe.Training.Batch + 31L) * (widest + 64) > int.MaxValue)
            throw new SettingException($"training.batch {recipe.Training.Batch} with a layer of {widest:N0} values does not fit; lower the batch or the layer.");
    }
}
