namespace Elbo.Imaging;

internal static class Placeholder;
