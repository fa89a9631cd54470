using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How schedules are set aside that can't be run.</summary>
public abstract class SettingAsideContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_schedule_is_set_aside_with_the_reason()
    {
        var row = await SaveDueAsync("a");

        (await SetAsideAsync("a", row.Version)).Should().BeTrue();

        var after = await ReadAsync("a");
        (after.State, after.Note, after.NextDue).Should().Be((ScheduleState.Faulted, "why", row.NextDue));
        after.Version.Should().BeGreaterThan(row.Version);
        (await Store.ReadWindowAsync(10)).Schedules.Should().BeEmpty();
        (await Store.ListIdsAsync(new() { State = ScheduleState.Faulted })).Should().Equal("a");
    }

    [Test]
    public async Task A_schedule_that_has_changed_is_left_alone()
    {
        var row = await SaveDueAsync("a");
        var changed = await SaveAsync(Writes.Replacing(row));

        (await SetAsideAsync("a", row.Version)).Should().BeFalse();
        (await SetAsideAsync("unknown", row.Version)).Should().BeFalse();

        (await ReadAsync("a")).Should().BeEquivalentTo(changed);
    }

    [TestCase(ScheduleState.Paused)]
    [TestCase(ScheduleState.Faulted)]
    [TestCase(ScheduleState.Completed)]
    public async Task A_schedule_that_is_not_active_is_left_alone(ScheduleState state)
    {
        var row = await SaveDueAsync("a", write => write with { State = state });

        (await SetAsideAsync("a", row.Version)).Should().BeFalse();

        (await ReadAsync("a")).Should().BeEquivalentTo(row);
    }

    [Test]
    public async Task Open_runs_are_left_alone()
    {
        var run = await SaveClaimedAsync("a");

        await SetAsideAsync("a", (await ReadAsync("a")).Version);

        (await Store.ReadRunAsync(run.Id)).Should().Be(run.ToHead());
    }

    private async Task<bool> SetAsideAsync(string id, long version) =>
        (await Store.SetAsideAsync(id, version, "why", CancellationToken.None)).Value;
}
