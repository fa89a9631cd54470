using System.Diagnostics.Metrics;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Listens to the meter of the library in one host: statements, outcomes, lateness.</summary>
internal sealed class EngineMeter : IDisposable
{
    public const string MeterName = "Scheduling";

    private readonly MeterListener _listener = new();
    private readonly StatementLedger _ledger;
    private readonly RunStatistics _runs;
    private readonly Board _board;

    public EngineMeter(IMeterFactory meters, StatementLedger ledger, RunStatistics runs, Board board)
    {
        _ledger = ledger;
        _runs = runs;
        _board = board;

        // Other hosts of the process have meters of the same name; each host's factory marks its own.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MeterName && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Measure(instrument.Name, value));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Count(string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        switch (instrument)
        {
            case "scheduling.store.operations":
                _ledger.Issued(Tag(tags, "operation"), value);
                break;
            case "scheduling.runs":
                var outcome = Tag(tags, "outcome");
                _runs.Ended(outcome, value);
                _board.Recorded(outcome is "succeeded" or "failed" or "cancelled" ? value : 0);
                break;
        }
    }

    private void Measure(string instrument, double value)
    {
        if (instrument == "scheduling.run.lateness")
        {
            _runs.Started(TimeSpan.FromSeconds(value));
        }
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return value?.ToString() ?? "";
            }
        }

        return "";
    }
}
