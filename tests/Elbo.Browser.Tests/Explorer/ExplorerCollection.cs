using System.Diagnostics.CodeAnalysis;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>Tests over the same trained runs and the same browser.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "What xunit calls it.")]
public sealed class ExplorerCollection : ICollectionFixture<Chromium>, ICollectionFixture<ExploredRuns>
{
    public const string Name = "The explorer";
}
