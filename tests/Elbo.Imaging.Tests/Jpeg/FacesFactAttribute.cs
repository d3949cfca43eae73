namespace Elbo.Imaging.Tests;

/// <summary>A fact about real faces: skipped, and saying so, unless ELBO_DATA names a folder that holds <c>celeba-669</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FacesFactAttribute : FactAttribute
{
    public FacesFactAttribute()
    {
        if (Folder is null) Skip = "The faces are not here: set ELBO_DATA to the folder that holds 'celeba-669'.";
    }

    /// <summary>The folder with the pictures, or null.</summary>
    public static string? Folder
    {
        get
        {
            string? shared = Environment.GetEnvironmentVariable("ELBO_DATA");
            if (string.IsNullOrEmpty(shared)) return null;
            string folder = Path.Combine(shared, "celeba-669");
            return Directory.Exists(folder) ? folder : null;
        }
    }
}
