using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How cancel keys are replaced when a job's rules have changed.</summary>
public abstract class CancelKeysContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task Keys_are_replaced_and_the_schedule_changes_in_nothing_else()
    {
        var row = await SaveInAsync("a", Step, write => write with { CancelKeys = ["old", "both"] });

        (await ReplaceAsync(new CancelKeysWrite("a", row.Version, ["both", "new"]))).Should().Be(1);

        var after = await ReadAsync("a");
        after.Definition.CancelKeys.Should().BeEquivalentTo("both", "new");
        after.Should().BeEquivalentTo(row, options => options.Excluding(schedule => schedule.Definition.CancelKeys));
        (await FindAsync("old")).Should().BeEmpty();
        (await FindAsync("new")).Should().Equal("a");
    }

    [Test]
    public async Task Keys_may_all_be_taken_away()
    {
        var row = await SaveInAsync("a", Step, write => write with { CancelKeys = ["old"] });

        await ReplaceAsync(new CancelKeysWrite("a", row.Version, []));

        (await FindAsync("old")).Should().BeEmpty();
    }

    [Test]
    public async Task A_schedule_that_was_saved_meanwhile_keeps_its_own()
    {
        var row = await SaveInAsync("a", Step, write => write with { CancelKeys = ["old"] });
        await SaveAsync(Writes.Replacing(row) with { CancelKeys = ["saved"] });

        (await ReplaceAsync(new CancelKeysWrite("a", row.Version, ["new"]))).Should().Be(0);

        (await FindAsync("new")).Should().BeEmpty();
        (await FindAsync("saved")).Should().Equal("a");
    }

    [Test]
    public async Task The_items_of_a_batch_are_decided_one_by_one()
    {
        var a = await SaveInAsync("a", Step);
        var b = await SaveInAsync("b", Step);

        var replaced = await ReplaceAsync(new("unknown", 1, ["k"]), new("a", a.Version + 1000, ["k"]), new("b", b.Version, ["k"]));

        replaced.Should().Be(1);
        (await FindAsync("k")).Should().Equal("b");
    }

    [Test]
    public async Task A_key_may_belong_to_many_schedules_and_lose_them_one_by_one()
    {
        for (var i = 0; i < 4; i++)
        {
            await SaveInAsync($"{i}", Step, write => write with { CancelKeys = ["shared"] });
        }

        await Store.DeleteAsync("0");
        await ReplaceAsync(new CancelKeysWrite("1", (await ReadAsync("1")).Version, []));

        (await FindAsync("shared")).Should().BeEquivalentTo("2", "3");
        await SaveInAsync("4", Step, write => write with { CancelKeys = ["shared"] });
        (await FindAsync("shared")).Should().Equal("4");
    }

    private async Task<int> ReplaceAsync(params CancelKeysWrite[] writes) =>
        (await Store.ReplaceCancelKeysAsync(writes, CancellationToken.None)).Value;

    // A pause finds by key; what it found is told once, since it is not active then.
    private async Task<IEnumerable<string>> FindAsync(string key) =>
        (await Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.None) { CancelKeys = [key] })).Schedules.Select(schedule => schedule.Id);
}
