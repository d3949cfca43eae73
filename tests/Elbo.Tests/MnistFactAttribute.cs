namespace Elbo.Tests;

/// <summary>A fact about real MNIST: skipped, and saying so, unless ELBO_DATA names a folder that holds <c>mnist</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (Folder is null) Skip = "Real MNIST is not here: set ELBO_DATA to the folder that holds 'mnist'.";
    }

    /// <summary>The folder with the four files, or null.</summary>
    public static string? Folder
    {
        get
        {
            string? shared = Environment.GetEnvironmentVariable("ELBO_DATA");
            if (string.IsNullOrEmpty(shared)) return null;
            string folder = Path.Combine(shared, "mnist");
            return Elbo.Data.Mnist.IsIn(folder) ? folder : null;
        }
    }
}
