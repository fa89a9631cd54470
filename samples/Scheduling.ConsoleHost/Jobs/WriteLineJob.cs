using Scheduling.ConsoleHost.Watching;
using Scheduling.Jobs;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>Writes one line.</summary>
internal sealed class WriteLineJob(HostFeed feed) : IScheduledJob<WriteLinePayload>
{
    public Task RunAsync(WriteLinePayload payload, RunContext run, CancellationToken cancellationToken)
    {
        feed.Wrote(run.ScheduleId, payload.Text);
        return Task.CompletedTask;
    }
}
