using Quartz;
using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Systems.QuartzNet;

/// <summary>Tells when it was started.</summary>
internal sealed class QuartzJob : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        Probe.Hit(context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        return ValueTask.CompletedTask;
    }
}
