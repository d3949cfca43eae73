namespace Elbo.Crash;

/// <summary>Every known recipe made small, sweeps, and runs that draw more than they train.</summary>
public static class Cases
{
    private static readonly string[] Small =
    [
        "--set", "training.batch=32", "--set", "data.validation=40", "--set", "training.checkpointEpochs=1", "--set", "training.pictureEpochs=2",
    ];

    private static readonly string[] Narrow = ["--set", "model.encoder.*.units=32", "--set", "model.decoder.*.units=32"];

    private static readonly string[] Short = ["--epochs", "8"];

    /// <summary>All of them, each with its settings in full.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        .. new[] { "digits", "simple-vae", "mlp-bernoulli", "mlp-latent", "conditional-vae", "tanh-small", "capacity", "free-bits", "kl-annealing", "cyclical-annealing" }.Select(Dense),
        Of("conv-mnist", "--set", "model.encoder.*.channels=8", "--set", "model.decoder.0.units=128", "--set", "model.decoder.1.channels=8", "--set", "model.decoder.2.channels=8", "--set", "model.decoder.3.channels=8"),
        Faces("conv-celeba", "--set", "data.size=32", "--set", "model.encoder.*.channels=8", "--set", "model.latent=16",
            "--set", "model.decoder.0.units=128", "--set", "model.decoder.*.channels=8", "--set", "model.decoder.1.height=4", "--set", "model.decoder.1.width=4"),
        Faces("conv-rgb48", "--set", "data.size=24", "--set", "model.encoder.*.units=32", "--set", "model.latent=2", "--set", "training.scatterSteps=10",
            "--set", "model.decoder.0.units=32", "--set", "model.decoder.1.units=32", "--set", "model.decoder.2.units=4",
            "--set", "model.decoder.3.channels=4", "--set", "model.decoder.3.height=1", "--set", "model.decoder.3.width=1", "--set", "model.decoder.4.channels=4", "--set", "model.decoder.6.channels=1"),
        new("tabular", false, ["train", "tabular", .. Short, "--set", "training.batch=32", "--set", "training.checkpointEpochs=1", .. Narrow]),
        new("digits, many figures", true, ["train", "digits", .. Short, .. Small, .. Narrow, "--set", "data.size=24", "--set", "training.pictureEpochs=1", "--set", "training.scatterSteps=2"]),
        new("sweep of digits", false, ["sweep", "digits", .. Small, .. Narrow, "--epochs", "3", "--vary", "model.latent=2,3", "--vary", "objective.beta=1,4"]),
        new("sweep of pictures", true, ["sweep", "simple-vae", .. Small, .. Narrow, "--epochs", "3", "--set", "data.size=16", "--vary", "model.latent=2,3,4"]),
    ];

    private static Case Dense(string recipe) => new(recipe, false, ["train", recipe, .. Short, .. Small, .. Narrow]);

    private static Case Of(string recipe, params string[] settings) => new(recipe, false, ["train", recipe, .. Short, .. Small, .. settings]);

    private static Case Faces(string recipe, params string[] settings) => new(recipe, true, ["train", recipe, .. Short, .. Small, .. settings]);
}
