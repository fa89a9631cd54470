using System.Diagnostics.Metrics;

namespace Scheduling.Simulation.Nodes;

/// <summary>A process's meters end with it: the runtime would keep them for ever.</summary>
internal sealed class ProcessMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        Meter meter = new(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(static meter => meter.Dispose());
}
