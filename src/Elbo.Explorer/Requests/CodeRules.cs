using Elbo.Conditions;

namespace Elbo.Explorer.Requests;

/// <summary>Checks codes, labels and indices before a model sees them.</summary>
internal static class CodeRules
{
    /// <summary>Codes in one request.</summary>
    public const int MostCodes = 256;

    private const float Farthest = 1e4f;
    private const int LargestAnswer = 32 << 20;

    /// <summary>Codes whose pictures are answered at once.</summary>
    public static int MostPictures(Vae vae) => Math.Clamp(LargestAnswer / vae.Shape.Features, 1, MostCodes);

    /// <summary>The codes as rows <c>[n][latent]</c>.</summary>
    /// <exception cref="Problem">They are none, too many, or one is no code of the model's.</exception>
    public static float[] Rows(Vae vae, float[]?[]? codes, int most)
    {
        if (codes is null or []) throw Problem.Wrong("There are no codes; give at least one, as an array of arrays of numbers.");
        if (codes.Length > most) throw Problem.Wrong($"{codes.Length} codes are too many at once; give at most {most}.");
        var rows = new float[codes.Length * vae.Latent];
        for (int i = 0; i < codes.Length; i++) Code(vae, codes[i]).CopyTo(rows, i * vae.Latent);
        return rows;
    }

    /// <exception cref="Problem">It is no code of the model's.</exception>
    public static float[] Code(Vae vae, float[]? code)
    {
        if (code is null || code.Length != vae.Latent) throw Problem.Wrong($"A code has {code?.Length ?? 0} numbers; this model's have {vae.Latent}.");
        return Numbers(code, "A code");
    }

    /// <exception cref="Problem">One of them is not finite or too far out.</exception>
    public static float[] Numbers(float[] numbers, string what)
    {
        foreach (float value in numbers)
        {
            if (!(Math.Abs(value) <= Farthest)) throw Problem.Wrong($"{what} holds a number beyond ±{Farthest:0}, or none; give finite numbers within that.");
        }
        return numbers;
    }

    /// <summary>The label for each code of a conditional model; null for another model.</summary>
    /// <exception cref="Problem">A conditional model is given none, or one that it does not know; or another model is given one.</exception>
    public static byte? Label(Vae vae, int? label)
    {
        if (vae.Classes == 0) return label is null ? null : throw Problem.Wrong("This model was trained without labels; give none.");
        if (label is { } given && (uint)given < (uint)vae.Classes) return (byte)given;
        string known = $"0 to {vae.Classes - 1} ({ClassLabels.Some(vae.ClassNames)})";
        throw Problem.Wrong(label is null ? $"This model decodes a code together with a label; give one of {known}." : $"There is no label {label}; give one of {known}.");
    }
}
