using Elbo.Recipes;

namespace Elbo.Training;

/// <summary>How long a recipe trains on so many examples.</summary>
/// <param name="StepsPerEpoch">Steps that see every example once.</param>
/// <param name="Steps">Steps in all.</param>
internal readonly record struct TrainingLength(int StepsPerEpoch, long Steps)
{
    /// <summary>Epochs in all, the last of which may be cut short.</summary>
    public int Epochs => (int)((Steps + StepsPerEpoch - 1) / StepsPerEpoch);

    public static TrainingLength Of(TrainingOptions training, int examples)
    {
        int perEpoch = (examples + training.Batch - 1) / training.Batch;
        return new(perEpoch, training.Steps ?? ((long)training.Epochs!.Value * perEpoch));
    }

    /// <summary>The step that an epoch, from 1, ends with.</summary>
    public long StepAfter(int epoch) => Math.Min(Steps, (long)epoch * StepsPerEpoch);
}
