using Elbo.Explorer.Examinations;
using Elbo.Explorer.Runs;

namespace Elbo.Explorer.Planes;

/// <summary>Which plane a request means.</summary>
/// <param name="Axes">latents, pca or tsne.</param>
/// <param name="X">Of latents, the dimension to the right.</param>
/// <param name="Y">Of latents, the dimension upwards.</param>
internal sealed record PlaneChoice(string Axes, int X, int Y)
{
    public const string Latents = "latents", Components = "pca", Map = "tsne";

    /// <summary>All that can be chosen.</summary>
    public static IReadOnlyList<string> All { get; } = [Latents, Components, Map];

    /// <exception cref="Problem">There is no such plane.</exception>
    public static PlaneChoice Of(Vae vae, string? axes, int? x, int? y)
    {
        axes ??= Latents;
        if (!All.Contains(axes)) throw Problem.Wrong($"axes must be {Latents}, {Components} or {Map}, not {Quoted.Text(axes)}.");
        if (axes != Latents) return new(axes, 0, 0);
        int first = x ?? 0, second = y ?? Math.Min(1, vae.Latent - 1);
        if ((uint)first >= (uint)vae.Latent || (uint)second >= (uint)vae.Latent || (first == second && vae.Latent > 1))
            throw Problem.Wrong($"x and y must be two different latent dimensions from 0 to {vae.Latent - 1}, not {first} and {second}.");
        return new(axes, first, second);
    }

    /// <summary>The plane for places and codes, which only latents give without a test set.</summary>
    /// <exception cref="Problem">There is no test set, or the map is not made yet.</exception>
    public async Task<IPlane> Open(OpenModel model, CancellationToken cancellation)
    {
        if (Axes == Latents) return new LatentPlane(null, X, Y);
        var codes = await model.Examination.Codes().WaitAsync(cancellation).ConfigureAwait(false);
        if (Axes == Components) return await Over(model, codes, cancellation).ConfigureAwait(false) ?? throw new InvalidOperationException("There are no components.");
        return model.Examination.Map.Made() is { } places ? new MapPlane(codes, places)
            : throw Problem.NotNow("The map by t-SNE is not made yet; ask for its plane first, and again until it is there.");
    }

    /// <summary>The plane over the test set's codes, or null while its map is being made.</summary>
    public async Task<IPlane?> Over(OpenModel model, TestCodes codes, CancellationToken cancellation) => Axes switch
    {
        Latents => new LatentPlane(codes, X, Y),
        Components => new ComponentPlane(codes, await model.Examination.Components().WaitAsync(cancellation).ConfigureAwait(false)),
        _ => await model.Examination.Map.Places(codes).ConfigureAwait(false) is { } places ? new MapPlane(codes, places) : null,
    };
}
