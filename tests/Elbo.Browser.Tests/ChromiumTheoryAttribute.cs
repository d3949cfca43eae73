namespace Elbo.Browser.Tests;

/// <summary>A theory that needs a browser, like <see cref="ChromiumFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => (Skip, Timeout) = (new ChromiumFactAttribute().Skip, ChromiumFactAttribute.Milliseconds);
}
