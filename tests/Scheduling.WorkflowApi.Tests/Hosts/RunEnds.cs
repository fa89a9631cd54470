using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.WorkflowApi.Tests.Hosts;

/// <summary>Tells when the outcome of a run is recorded: until then the next occurrence of its schedule would be skipped.</summary>
internal sealed class RunEnds : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _ended = new(0);

    public RunEnds(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "scheduling.runs" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, runs, _, _) => _ended.Release((int)runs));
        _listener.Start();
    }

    public async Task NextAsync()
    {
        if (!await _ended.WaitAsync(s_patience))
        {
            throw new TimeoutException("The end of a run was expected to be recorded.");
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _ended.Dispose();
    }
}
