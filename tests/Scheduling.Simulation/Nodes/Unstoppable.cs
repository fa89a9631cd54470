using Microsoft.Extensions.Hosting;

namespace Scheduling.Simulation.Nodes;

/// <summary>The rest of the host, of which a node uses only that it may ask for the end.</summary>
internal sealed class Unstoppable : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => throw new NotSupportedException("No fault of a simulation is a reason to end the host.");
}
