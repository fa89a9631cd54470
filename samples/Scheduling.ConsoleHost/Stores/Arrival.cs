using Microsoft.Extensions.Options;
using Scheduling.ConsoleHost.Files;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.ConsoleHost.Stores;

/// <summary>What the host does once the store answers: it tells what it found there, and saves its schedules.</summary>
internal sealed class Arrival(IScheduler scheduler, Board board, HostFeed feed, StoreChoice store, IOptions<SchedulingOptions> options, TimeProvider time)
{
    // A long history is not read to its end: what was open when the last process ended is among the newest, or still open.
    private const int NewestRuns = 1_000;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    /// <param name="load">Reads the schedules, with times that count from now.</param>
    /// <param name="start">When this process started.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ScheduleFileException">The schedules can't be read, or what is stored does not allow one of them.</exception>
    public async Task SettleAsync(
        Func<CancellationToken, Task<IReadOnlyList<ScheduleDefinition>>> load, DateTimeOffset start, CancellationToken cancellationToken)
    {
        // Nothing sleeps before the schedules are there.
        using var change = board.Changing();
        for (var failures = 0; ; failures++)
        {
            try
            {
                await FindAsync(start, cancellationToken);
                await SaveAsync(await load(cancellationToken), cancellationToken);
                return;
            }
            catch (Exception away) when (store is StoreChoice.Postgres && away is not (OperationCanceledException or ScheduleFileException or SchedulingConfigurationException))
            {
                if (failures == 0)
                {
                    feed.Say($"the schedules are saved as soon as the store answers: {away.GetBaseException().Message}");
                }

                var wait = s_firstWait * Math.Pow(2, Math.Min(failures, 10));
                await Task.Delay(wait < s_longestWait ? wait : s_longestWait, time, cancellationToken);
            }
        }
    }

    private async Task FindAsync(DateTimeOffset start, CancellationToken cancellationToken)
    {
        if (!store.Outlives)
        {
            return;
        }

        var schedules = await scheduler.ListAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        List<Run> runs = [];
        foreach (var (state, most) in new (RunState?, int)[] { (RunState.Claimed, int.MaxValue), (RunState.Waiting, int.MaxValue), (null, NewestRuns) })
        {
            runs.AddRange(await scheduler.ListRunsAsync(new RunFilter { State = state }, cancellationToken).Take(most).ToListAsync(cancellationToken));
        }

        var found = Findings.Of(schedules, runs, start);
        foreach (var line in found.Lines(options.Value.Lease))
        {
            feed.Say(line);
        }

        board.Strays([.. found.Open.Where(run => run.EndedAt is null).Select(run => run.Id)]);
    }

    private async Task SaveAsync(IReadOnlyList<ScheduleDefinition> definitions, CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.SaveAsync(definitions, cancellationToken);
        }
        catch (ArgumentException refused)
        {
            throw new ScheduleFileException($"Nothing of the file was scheduled. {refused.Message}", refused);
        }

        feed.Say($"{definitions.Count} {(definitions.Count == 1 ? "schedule is" : "schedules are")} asleep");
        board.Happen();
    }
}
