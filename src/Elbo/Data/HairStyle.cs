namespace Elbo.Data;

/// <summary>What a drawn face wears on its head; the class label of <see cref="DrawnFaces"/>.</summary>
public enum HairStyle : byte
{
    /// <summary>No hair.</summary>
    Bald,

    /// <summary>Cropped, with a free forehead.</summary>
    Short,

    /// <summary>Short and combed to one side.</summary>
    Parted,

    /// <summary>A bob whose fringe covers the forehead.</summary>
    Fringe,

    /// <summary>Open hair beside the face, from the chin to the chest.</summary>
    Long,

    /// <summary>A cloud of curls.</summary>
    Curly,

    /// <summary>Combed back into a bun.</summary>
    Bun,

    /// <summary>A woollen hat, with some hair below it.</summary>
    Hat,
}
