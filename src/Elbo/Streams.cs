namespace Elbo;

/// <summary>Random streams by use. Each use leaves room for as many streams as it needs, so none ever overlap.</summary>
internal static class Streams
{
    public const uint EncoderWeights = 0x01000000, DecoderWeights = 0x02000000, Shuffle = 0x03000000,
        Training = 0x04000000, Validation = 0x05000000, Evaluation = 0x06000000, PriorSamples = 0x07000000, EpochPictures = 0x08000000,
        ImportanceSamples = 0x09000000, ClassifierWeights = 0x0A000000, ClassifierBatches = 0x0B000000, LatentMap = 0x0C000000,
        Diagnosis = 0x0D000000, PicturePicks = 0x0E000000, PriorLabels = 0x0F000000,
        RandomParts = 0x10000000, RowDraws = 0x12000000, Scores = 0x13000000;
}
