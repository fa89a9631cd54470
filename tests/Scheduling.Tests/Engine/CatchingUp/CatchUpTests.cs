using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.CatchingUp;

/// <summary>
/// What becomes of occurrences whose time went by: a schedule is due every minute, and nothing could run it from 2:30 to 7:20, so that the occurrences of the minutes 3 to 7 are late.
/// </summary>
/// <remarks>Source of the policies and the window: Temporal's schedules, where the window alone decides.</remarks>
internal sealed class CatchUpTests
{
    private static readonly DateTimeOffset s_gone = EngineHost.Start.AddMinutes(2.5);
    private static readonly DateTimeOffset s_back = EngineHost.Start.AddMinutes(7).AddSeconds(20);

    private static IEnumerable<TestCaseData> Table() =>
        from reason in Enum.GetValues<Reason>()
        from row in new (CatchUpPolicy Policy, double? WindowSeconds, int[] Ran, int[] Missed)[]
        {
            (CatchUpPolicy.Latest, null, [7], [3, 4, 5, 6]),
            (CatchUpPolicy.Latest, 59, [7], [3, 4, 5, 6]),
            (CatchUpPolicy.Latest, 15, [], [3, 4, 5, 6, 7]),
            (CatchUpPolicy.All, null, [3, 4, 5, 6, 7], []),
            (CatchUpPolicy.All, 190, [5, 6, 7], [3, 4]),
            (CatchUpPolicy.All, 15, [], [3, 4, 5, 6, 7]),
            (CatchUpPolicy.None, null, [], [3, 4, 5, 6, 7]),
            (CatchUpPolicy.None, 59, [7], [3, 4, 5, 6]),
        }
        select new TestCaseData(reason, row.Policy, row.WindowSeconds, row.Ran, row.Missed)
            .SetArgDisplayNames($"{reason}", $"{row.Policy}", $"{row.WindowSeconds}", string.Join(' ', row.Ran), string.Join(' ', row.Missed));

    [TestCaseSource(nameof(Table))]
    public async Task What_runs_and_what_is_missed(Reason reason, CatchUpPolicy policy, double? windowSeconds, int[] ran, int[] missed)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition("s", Cluster.Job, Recurrence.Cron("* * * * *"))
        {
            Overlap = OverlapPolicy.AllowAll,
            CatchUp = policy,
            CatchUpWindow = windowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        }));
        await cluster.GoToAsync(s_gone);
        await BeginAsync(cluster, host, reason);

        await cluster.GoToAsync(s_back);
        await EndAsync(cluster, host, reason);
        await cluster.SettleAsync();
        await cluster.GoToAsync(EngineHost.Start.AddMinutes(9.5));

        cluster.Probe.Starts.Select(start => MinuteOf(start.Run.Occurrence)).Should().Equal([1, 2, .. ran, 8, 9]);
        (await host.Scheduler.GetAsync("s"))!.Counts.Should().Be(new OutcomeCounts(4 + ran.Length, 0, 0, 0, missed.Length));
        var listed = await host.ListRunsAsync(new() { State = RunState.Missed });
        listed.Select(run => (MinuteOf(run.Occurrence), MinuteOf(run.LastMissed!.Value), run.Missed)).Should()
            .Equal(missed.Length == 0 ? [] : [(missed[0], missed[^1], (long)missed.Length)]);
    }

    [Test]
    public async Task A_busy_node_loses_nothing_that_is_still_within_the_window()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", options => options.MaxConcurrentRuns = 1);
        cluster.Probe.Body = start => start.Run.ScheduleId == "long" ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await cluster.SaveAsync(host, "long", Recurrence.Once(EngineHost.Start.AddSeconds(59)));
        await cluster.FinishAsync(host.Scheduler.SaveAsync(
            new ScheduleDefinition("s", Cluster.Job, Recurrence.Once(EngineHost.Start.AddMinutes(1))) { CatchUp = CatchUpPolicy.None }));

        await cluster.GoToAsync(EngineHost.Start.AddMinutes(1).AddSeconds(9));
        cluster.Probe.Release();
        await cluster.SettleAsync();

        cluster.Probe.Starts.Select(start => start.Run.ScheduleId).Should().Equal("long", "s");
    }

    private static int MinuteOf(DateTimeOffset occurrence) => (int)(occurrence - EngineHost.Start).TotalMinutes;

    private static async Task BeginAsync(Cluster cluster, EngineHost host, Reason reason)
    {
        switch (reason)
        {
            case Reason.Down:
                cluster.Silence(host);
                break;
            case Reason.Paused:
                await cluster.FinishAsync(host.Scheduler.PauseAsync("s"));
                break;
            case Reason.PausedUntilThen:
                await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_back));
                break;
            default:
                cluster.Store.Before = static _ => throw new TimeoutException("The store is down.");
                break;
        }
    }

    private static async Task EndAsync(Cluster cluster, EngineHost host, Reason reason)
    {
        cluster.Store.Before = static _ => Task.CompletedTask;
        cluster.Revive(host);
        if (reason == Reason.Paused)
        {
            await cluster.FinishAsync(host.Scheduler.ResumeAsync("s"));
        }
    }

    internal enum Reason
    {
        Down,
        Paused,
        PausedUntilThen,
        StoreDown,
    }
}
