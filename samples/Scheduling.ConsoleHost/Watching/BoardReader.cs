using Microsoft.Extensions.Hosting;
using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Reads the schedules again after something has happened, and only then: a table that polls would wake the store itself.</summary>
internal sealed class BoardReader(IScheduler scheduler, Board board, HostFeed feed, TimeProvider time) : BackgroundService
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
        using var change = board.Changing();
        var mark = board.Mark;
        List<Schedule> schedules = [];
        await foreach (var schedule in scheduler.ListAsync(cancellationToken: cancellationToken))
        {
            schedules.Add(schedule);
        }

        board.Learn(schedules, mark);
    }
}
