using Microsoft.Extensions.Hosting;

namespace Elbo.Explorer;

/// <summary>Leaves signals to the command, which knows what else is to end.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
