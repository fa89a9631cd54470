using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.Tests.InMemory;

/// <summary>That no operation looks at all of a million schedules: one that copied, sorted or filtered them would allocate many times the bounds.</summary>
public sealed class InMemoryScaleTests
{
    private const int Count = 1_000_000;
    private const int Jobs = 10;
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_ownJobs = ["job-0", "job-1", "job-2", "job-3", "job-4"];
    private InMemoryScheduleStore _store = null!;

    [OneTimeSetUp]
    public async Task Save_a_million_schedules()
    {
        _store = new(new FakeTimeProvider(s_start));
        foreach (var batch in Enumerable.Range(0, Count).Chunk(10_000))
        {
            await _store.SaveAsync([.. batch.Select(Write)], CancellationToken.None);
        }
    }

    [OneTimeTearDown]
    public void Forget_them() => _store = null!;

    [Test]
    public async Task A_window_of_a_thousand_costs_what_it_holds()
    {
        WindowQuery query = new(1000, s_ownJobs, 10);

        var page = await BoundedAsync(400_000, () => _store.ReadWindowAsync(query, CancellationToken.None));

        (page.Schedules.Count, page.More, page.Strangers.Count).Should().Be((1000, true, 10));
        page.Schedules.Select(head => head.NextDue).Should().BeInAscendingOrder();
        page.Schedules[^1].NextDue.Should().BeBefore(s_start.AddSeconds(Count / 100));
    }

    [Test]
    public async Task A_page_of_what_is_due_costs_what_it_holds()
    {
        DueQuery query = new(100, s_ownJobs, ["900000"]);

        var page = await BoundedAsync(60_000, () => _store.ReadDueAsync(query, CancellationToken.None));

        var due = Enumerable.Range(0, Count).Count(i => DueOf(i) <= s_start && s_ownJobs.Contains(JobOf(i)));
        page.Schedules.Should().HaveCount(due + 1);
        page.Schedules[^1].Id.Should().Be("900000");
    }

    [TestCaseSource(nameof(Filters))]
    public async Task A_page_of_a_list_costs_what_it_holds(ScheduleFilter filter, int count)
    {
        var rows = await BoundedAsync(60_000, () => _store.ListAsync(filter, "5", 100, CancellationToken.None));

        rows.Should().HaveCount(count);
    }

    [Test]
    public async Task A_stop_costs_what_it_matches()
    {
        StopCommand command = new(StopAction.Pause, CancelRequest.Always)
        {
            Ids = ["7"],
            CancelKeys = [Writes.CancelKey("8")],
            Filter = new() { Group = "group-9" },
        };

        var stopped = await BoundedAsync(20_000, () => _store.StopAsync(command, CancellationToken.None));

        stopped.Schedules.Should().HaveCount(12);
    }

    private static IEnumerable<TestCaseData> Filters()
    {
        yield return new(ScheduleFilter.All, 100);
        yield return new(new ScheduleFilter { Group = "group-50000" }, 10);
        yield return new(new ScheduleFilter { Job = "job-3" }, 100);
        yield return new(new ScheduleFilter { State = ScheduleState.Faulted }, 0);
        yield return new(new ScheduleFilter { DeclaredInCode = true }, 0);
    }

    private static ScheduleWrite Write(int i) => Writes.Schedule($"{i}", DueOf(i)) with { Job = JobOf(i), Group = $"group-{i / 10}" };

    private static string JobOf(int i) => $"job-{i % Jobs}";

    // In another order than ids, so that neither order can stand in for the other, and nearly all later than now.
    private static DateTimeOffset DueOf(int i) => s_start.AddSeconds((i * 7919L) % Count - 10);

    private static async Task<T> BoundedAsync<T>(long bytes, Func<Task<StoreReply<T>>> operation)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reply = operation();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(bytes);
        return (await reply).Value;
    }
}
