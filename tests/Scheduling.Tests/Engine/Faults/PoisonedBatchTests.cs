using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>One item that the store can't digest, among others that it can.</summary>
internal sealed class PoisonedBatchTests
{
    private const string Bad = "s17";
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    [Test]
    public async Task A_claim_that_always_fails_holds_up_no_other_and_is_tried_alone_until_it_gets_through()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var tries = Poison(cluster, item => item is Claim { ScheduleId: Bad });
        await SaveManyAsync(cluster, host, s_due);

        await cluster.GoToAsync(s_due + s_bound);
        cluster.Probe.Starts.Select(start => start.Run.ScheduleId).Should().OnlyHaveUniqueItems().And.HaveCount(39).And.NotContain(Bad);

        await ShouldBeTriedAloneAsync(cluster, tries);
        await cluster.SaveAsync(host, "late", Recurrence.Once(cluster.Now.AddMinutes(1)));
        await cluster.GoOnAsync(s_bound + TimeSpan.FromMinutes(1));
        cluster.Probe.Last.Run.ScheduleId.Should().Be("late", "what falls due later is not held up either");

        cluster.Store.Batch = static _ => { };
        await cluster.GoOnAsync(s_bound);
        cluster.Probe.Last.Run.ScheduleId.Should().Be(Bad);
        cluster.Probe.Count.Should().Be(41);
    }

    [Test]
    public async Task A_result_that_always_fails_holds_up_no_other_and_is_tried_alone_until_it_gets_through()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var tries = Poison(cluster, item => item is Completion completion && IsBad(cluster, completion.RunId));
        await SaveManyAsync(cluster, host, s_due);

        await cluster.GoToAsync(s_due + s_bound);
        cluster.Probe.Count.Should().Be(40);
        (await RecordedAsync(host)).Should().HaveCount(39).And.NotContain(Bad);

        await ShouldBeTriedAloneAsync(cluster, tries);
        await cluster.SaveAsync(host, "late", Recurrence.Once(cluster.Now.AddMinutes(1)));
        await cluster.GoOnAsync(s_bound + TimeSpan.FromMinutes(1));
        (await RecordedAsync(host)).Should().HaveCount(40).And.Contain("late");

        cluster.Store.Batch = static _ => { };
        await cluster.GoOnAsync(s_bound);
        (await RecordedAsync(host)).Should().HaveCount(41);
    }

    [Test]
    public async Task A_rescue_that_always_fails_holds_up_no_other_and_is_tried_alone_until_it_gets_through()
    {
        await using var cluster = new Cluster();
        var gone = await cluster.AddAsync("gone");
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => start.Node == "gone" ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        var tries = Poison(cluster, item => item is Rescue rescue && IsBad(cluster, rescue.RunId));
        await SaveManyAsync(cluster, gone, s_due);
        await cluster.SaveAsync(gone, "late", Recurrence.Once(s_due.AddHours(2)));
        await cluster.GoToAsync(s_due);
        cluster.Silence(gone);

        await cluster.GoOnAsync(TimeSpan.FromSeconds(30) + s_bound);
        Rescued(cluster).Should().OnlyHaveUniqueItems().And.HaveCount(39).And.NotContain(Bad);

        await ShouldBeTriedAloneAsync(cluster, tries);
        var hasFailed = false;
        cluster.Probe.Body = start => hasFailed || start.Run.ScheduleId != "late" ? Task.CompletedTask : throw Fail(out hasFailed);
        await cluster.GoToAsync(s_due.AddHours(2) + s_bound);
        Rescued(cluster).Should().Contain("late").And.HaveCount(40);

        cluster.Store.Batch = static _ => { };
        await cluster.GoOnAsync(s_bound);
        Rescued(cluster).Should().Contain(Bad).And.HaveCount(41);
    }

    private static InvalidOperationException Fail(out bool hasFailed)
    {
        hasFailed = true;
        return new InvalidOperationException("Fails once.");
    }

    // Nothing else is due for an hour: the poisoned one is sent again and again, and nothing with it.
    private static async Task ShouldBeTriedAloneAsync(Cluster cluster, List<int> tries)
    {
        tries.Clear();
        await cluster.GoOnAsync(TimeSpan.FromHours(1));
        tries.Should().OnlyContain(size => size == 1);
        tries.Count.Should().BeInRange(90, 180, "it is tried about every 30 seconds");
    }

    /// <returns>The sizes of the batches that failed.</returns>
    private static List<int> Poison(Cluster cluster, Func<object, bool> isBad)
    {
        var tries = new List<int>();
        cluster.Store.Batch = items =>
        {
            if (items.Any(isBad))
            {
                tries.Add(items.Count);
                throw new InvalidOperationException("The store can't digest one of them.");
            }
        };
        return tries;
    }

    private static bool IsBad(Cluster cluster, Guid runId) => cluster.Probe.Starts.Any(start => start.Run.RunId == runId && start.Run.ScheduleId == Bad);

    private static IEnumerable<string> Rescued(Cluster cluster) => cluster.Probe.Starts.Where(start => start.Run.Attempt == 2).Select(start => start.Run.ScheduleId);

    private static async Task<IReadOnlyList<string>> RecordedAsync(EngineHost host) =>
        [.. (await host.ListAsync()).Where(schedule => schedule.Counts.Succeeded == 1).Select(schedule => schedule.Id)];

    private static async Task SaveManyAsync(Cluster cluster, EngineHost host, DateTimeOffset due)
    {
        for (var i = 0; i < 40; i++)
        {
            await cluster.SaveAsync(host, $"s{i}", Recurrence.Once(due));
        }
    }
}
