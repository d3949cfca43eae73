using Elbo.Networks;
using Elbo.Posteriors;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Training;

/// <summary>Refuses models and batches whose buffers no array or this machine could hold, before any memory is taken.</summary>
internal static class ModelSize
{
    private const long MostParameters = int.MaxValue / 4;

    /// <param name="recipe">What is to be trained.</param>
    /// <param name="shape">Shape of an example.</param>
    /// <param name="classes">Number of classes that the model is given; 0 for none.</param>
    /// <param name="memory">Bytes that this process can have; asked of the system when left out.</param>
    /// <exception cref="SettingException">The message names the setting to lower.</exception>
    public static void Check(Recipe recipe, Shape shape, int classes, long? memory = null)
    {
        var model = recipe.Model;
        Network encoder = Encoder(model, shape, classes), decoder = Network.Decoder(model, shape, classes);
        long parameters = encoder.Parameters + decoder.Parameters, widest = Math.Max(encoder.Widest, decoder.Widest);
        if (parameters > MostParameters)
            throw new SettingException($"This model would have {parameters:N0} parameters, more than the {MostParameters:N0} that fit; make its layers, model.latent or data.size smaller.");
        if ((recipe.Training.Batch + 31L) * (widest + 64) > int.MaxValue)
            throw new SettingException($"training.batch {recipe.Training.Batch} with a layer of {widest:N0} values does not fit; lower the batch or the layer.");
        // Weights, gradients and two moments; values and gradients of the widest layer. It takes more, so that nothing is refused that could be trained.
        long least = (4 * sizeof(float) * parameters) + (2L * sizeof(float) * recipe.Training.Batch * widest);
        // In a container .NET speaks of three quarters of the memory, which are for objects; tensors are none.
        long room = memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3 * 4;
        if (least > room)
            throw new SettingException($"Training this model takes at least {least / 1e9:N1} GB, more than the {room / 1e9:N1} GB that this process can have; make its layers, model.latent, data.size or training.batch smaller.");
    }

    /// <summary>Trained values of a model.</summary>
    /// <exception cref="OverflowException">An example of this shape has too many values to count.</exception>
    public static long Parameters(ModelOptions model, Shape shape, int classes) =>
        Encoder(model, shape, classes).Parameters + Network.Decoder(model, shape, classes).Parameters;

    private static Network Encoder(ModelOptions model, Shape shape, int classes) =>
        Network.Encoder(model, shape, PosteriorChoice.Of(model).HeadSize(model.Latent), classes);
}
