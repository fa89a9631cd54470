using Microsoft.Extensions.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Reads the schedules again after something has happened, and only then: a table that polls would wake the store itself.</summary>
internal sealed class BoardReader(IScheduler scheduler, Board board, RunStatistics runs, HostFeed feed, TimeProvider time) : BackgroundService
{
    // What happens at once is read at once: a short run starts, ends and is recorded within this time.
    private static readonly TimeSpan s_together = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await board.Stale.WaitAsync(stoppingToken);
            await Task.Delay(s_together, time, stoppingToken);
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                feed.Say($"the schedules could not be read: {failure.Message}");
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (runs.TakeMissed() is > 0 and var missed)
        {
            feed.Say($"{missed} {(missed == 1 ? "occurrence was" : "occurrences were")} missed while nothing could run them");
        }

        using var change = board.Changing();
        var mark = board.Mark;
        var schedules = await scheduler.ListAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        if (board.HasStrays)
        {
            var claimed = scheduler.ListRunsAsync(new RunFilter { State = RunState.Claimed }, cancellationToken);
            var waiting = scheduler.ListRunsAsync(new RunFilter { State = RunState.Waiting }, cancellationToken);
            board.StillOpen([.. (await claimed.Concat(waiting).ToListAsync(cancellationToken)).Select(run => run.Id)]);
        }

        board.Learn(schedules, mark);
    }
}
