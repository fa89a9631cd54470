using Microsoft.Extensions.Logging;
using Scheduling.Diagnostics;
using Scheduling.Events;

namespace Scheduling.Hosting;

/// <summary>Publishes hints. A bus that fails costs nobody anything but lateness: it is told once, counted, and nothing is thrown.</summary>
internal sealed partial class HintPublisher(IEventBus bus, TimeProvider time, SchedulingMetrics metrics, ILogger<HintPublisher> logger)
{
    // A save must not hang on a hint: a bus that takes longer is as good as down.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether the bus accepts what is published.</summary>
    public Reach Reach { get; } = new(time);

    public async Task PublishAsync(IReadOnlyList<SchedulingEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        try
        {
            var publishing = bus.PublishAsync(events, CancellationToken.None);
            if (!publishing.IsCompletedSuccessfully)
            {
                await publishing.AsTask().WaitAsync(s_patience, time).ConfigureAwait(false);
            }

            if (Reach.Answered())
            {
                LogBusIsBack();
            }
        }
#pragma warning disable CA1031 // Whatever the bus throws, the rows are the truth.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            metrics.HintsLost(events.Count);
            if (Reach.Failed(lost))
            {
                LogBusIsDown(lost);
            }
        }
    }
}
