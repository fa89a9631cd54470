using Scheduling.Jobs;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>A job whose starts and ends are told. It changes nothing else of the job.</summary>
internal sealed class ObservedJob<TJob, TPayload>(TJob job, HostFeed feed, Board board, TimeProvider time) : IScheduledJob<TPayload>
    where TJob : IScheduledJob<TPayload>
{
    public async Task RunAsync(TPayload payload, RunContext run, CancellationToken cancellationToken)
    {
        var late = time.GetUtcNow() - run.Occurrence;
        var started = time.GetTimestamp();
        board.RunStarted(run.ScheduleId, run.RunId);
        feed.Started(run);
        try
        {
            await job.RunAsync(payload, run, cancellationToken);
            feed.Succeeded(run, Times());
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            feed.Cancelled(run, Times());
            throw;
        }
        catch (Exception reason)
        {
            feed.Failed(run, Times(), reason);
            throw;
        }
        finally
        {
            board.RunEnded(run.ScheduleId, willBeRecorded: run.StopReason is StopReason.None or StopReason.Cancelled);
        }

        RunTimes Times() => new(time.GetElapsedTime(started), late);
    }
}
