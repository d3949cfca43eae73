using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Conditions;

/// <summary>
/// Gives a network the label of each example: one value per class, 1 for the label's and 0 for the others, behind the values of a row, or
/// as one channel per class behind those of a picture.
/// </summary>
/// <param name="classes">Number of classes.</param>
/// <param name="place">The encoder's input as the labels are set behind it.</param>
/// <remarks>Sohn, Lee and Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", NeurIPS 2015.</remarks>
internal sealed class LabelCondition(int classes, Shape place)
{
    public int Classes => classes;

    /// <summary>The encoder's input as the labels are set behind it: a row where its first layer takes one.</summary>
    public Shape Place => place;

    /// <summary>How examples must lie for labels to be set behind them: as they are for layers of pictures, otherwise in a row.</summary>
    /// <exception cref="SettingException">The encoder begins by reshaping, where labels would not fit.</exception>
    public static Shape EncoderPlace(IReadOnlyList<LayerOptions> encoder, Shape data, int classes)
    {
        if (classes == 0) return data;
        for (int i = 0; i < encoder.Count; i++)
        {
            if (encoder[i] is DropoutOptions) continue;
            if (encoder[i] is ReshapeOptions)
                throw new SettingException($"model.encoder.{i} reshapes the data, but model.condition label sets the label behind them; begin with a dense layer or one of pictures.");
            return encoder[i] is DenseOptions ? data.Flat : data;
        }
        return data.Flat;
    }

    /// <summary>The shape with so many classes behind it.</summary>
    public static Shape Behind(Shape place, int classes) => place with { Channels = checked(place.Channels + classes) };

    /// <summary>x with the examples' labels behind it.</summary>
    public Tensor Append(Tape tape, Tensor x, ReadOnlySpan<byte> labels)
    {
        var planes = tape.ShapeOf(x) with { Channels = classes };
        var given = tape.Input(planes);
        Fill(tape.Values(given), labels, planes.Height * planes.Width);
        return Concatenate.Forward(tape, x, given);
    }

    private void Fill(Span<float> lanes, ReadOnlySpan<byte> labels, int area)
    {
        lanes.Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            int start = ((((i / Lanes.Width * classes) + labels[i]) * area) * Lanes.Width) + (i % Lanes.Width);
            for (int p = 0; p < area; p++) lanes[start + (p * Lanes.Width)] = 1;
        }
    }
}
