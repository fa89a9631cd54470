using System.Diagnostics.Metrics;
using Scheduling.Redis.Wire;

namespace Scheduling.Redis.Diagnostics;

/// <summary>The bus's numbers, on the meter of the library.</summary>
internal sealed class BusMetrics : IDisposable
{
    public const string MeterName = "Scheduling";
    public const string Dropped = "scheduling.bus.dropped";
    public const string Gaps = "scheduling.bus.gaps";

    private readonly Meter _meter;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _gaps;

    public BusMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _dropped = _meter.CreateCounter<long>(Dropped, "{message}", "Messages of the bus that were dropped, by reason: malformed, oversized, version.");
        _gaps = _meter.CreateCounter<long>(Gaps, "{gap}", "Times in which this node may have missed messages of the bus.");
    }

    public void MessageDropped(WireVerdict verdict) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", NameOf(verdict)));

    public void GapTold() => _gaps.Add(1);

    public void Dispose() => _meter.Dispose();

    private static string NameOf(WireVerdict verdict) => verdict switch
    {
        WireVerdict.Oversized => "oversized",
        WireVerdict.TooNew => "version",
        _ => "malformed",
    };
}
