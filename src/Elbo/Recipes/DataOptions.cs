namespace Elbo.Recipes;

/// <summary>What a recipe learns from.</summary>
public sealed record DataOptions
{
    /// <summary>A known data set (<c>digits</c>, <c>mnist</c>, <c>celeba</c>) or the path of a folder, an archive or a table.</summary>
    public string Name { get; init; } = "digits";

    /// <summary>How raw values become model inputs.</summary>
    public DataRange Range { get; init; } = DataRange.Unit;

    /// <summary>
    /// How many examples of the training set to hold out for validation; 0 for none. Of a folder or archive of pictures at most a tenth,
    /// and all of those that come as its validation part.
    /// </summary>
    public int Validation { get; init; } = 5000;

    /// <summary>Height and width of the model's pictures in pixels, 8 to 1024; null for the data set's own, which for files is the first picture's, at most 64.</summary>
    public int? Size { get; init; }

    /// <summary>Which part of a picture file is taken.</summary>
    public PictureCrop Crop { get; init; } = PictureCrop.Center;

    /// <summary>Whether picture files become grey or colour.</summary>
    public PictureChannels Channels { get; init; } = PictureChannels.Colour;

    /// <summary>Where picture files get their labels from.</summary>
    public PictureLabels Labels { get; init; } = PictureLabels.None;

    /// <summary>
    /// Kinds of a table's columns where they are other than they look: <c>age=numeric,sex=binary,city=categorical,id=ignored</c>,
    /// quoted like a line of CSV where a name holds a comma.
    /// </summary>
    public string Columns { get; init; } = "";

    /// <summary>The column of a table that holds each row's label, which no model is given as data; empty for none.</summary>
    public string LabelColumn { get; init; } = "";

    /// <summary>What happens to a table's cells that are empty or say NA, NaN, null or ?.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Refuse;
}
