using Microsoft.Extensions.Logging;
using Scheduling.Diagnostics;
using Scheduling.Events;

namespace Scheduling.Hosting;

/// <summary>Publishes hints. A bus that fails costs nobody anything but lateness: it is told once, counted, and nothing is thrown.</summary>
internal sealed partial class HintPublisher(IEventBus bus, SchedulingMetrics metrics, ILogger<HintPublisher> logger)
{
    private int _isDown;

    public async Task PublishAsync(IReadOnlyList<SchedulingEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        try
        {
            await bus.PublishAsync(events, CancellationToken.None).ConfigureAwait(false);
            if (_isDown != 0 && Interlocked.Exchange(ref _isDown, 0) != 0)
            {
                LogBusIsBack();
            }
        }
#pragma warning disable CA1031 // Whatever the bus throws, the rows are the truth.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            metrics.HintsLost(events.Count);
            if (Interlocked.Exchange(ref _isDown, 1) == 0)
            {
                LogBusIsDown(lost);
            }
        }
    }
}
