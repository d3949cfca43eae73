namespace Elbo;

/// <summary>Random streams by use. Each use leaves room for as many streams as it needs, so none ever overlap.</summary>
internal static class Streams
{
    public const uint EncoderWeights = 0x01000000, DecoderWeights = 0x02000000, Shuffle = 0x03000000,
        Training = 0x04000000, Validation = 0x05000000, Evaluation = 0x06000000, PriorSamples = 0x07000000, EpochPictures = 0x08000000,
        PriorLabels = 0x20000000;
}
