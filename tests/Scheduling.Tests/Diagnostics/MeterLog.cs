using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.Tests.Diagnostics;

/// <summary>Keeps what the instruments of one host have measured.</summary>
internal sealed class MeterLog : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = new();

    public MeterLog(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Scheduling" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                Instruments.Enqueue((instrument.Name, instrument.Unit));
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.Start();
    }

    public ConcurrentQueue<(string Name, string? Unit)> Instruments { get; } = new();

    public double Sum(string name, params (string Key, object Value)[] tags) => Of(name, tags).Sum();

    public IEnumerable<double> Of(string name, params (string Key, object Value)[] tags) =>
        from measured in _measured
        where measured.Name == name && tags.All(tag => Equals(measured.Tags.GetValueOrDefault(tag.Key), tag.Value))
        select measured.Value;

    /// <summary>What a gauge shows now.</summary>
    public double Read(string gauge)
    {
        _listener.RecordObservableInstruments();
        return Of(gauge).Last();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((name, value, tags.ToArray().ToDictionary()));
}
