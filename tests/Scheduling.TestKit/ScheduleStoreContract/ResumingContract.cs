using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How schedules are made active again.</summary>
public abstract class ResumingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [TestCase(ScheduleState.Paused)]
    [TestCase(ScheduleState.Faulted)]
    public async Task A_schedule_is_active_again_with_the_due_time_that_it_had(ScheduleState state)
    {
        var row = await SaveDueAsync("a", write => write with { State = state });

        var reply = await Store.ResumeAsync("a", "resumer#1", CancellationToken.None);

        var after = await ReadAsync("a");
        reply.Value.Should().NotBeNull().And.Be(after.ToHead());
        (after.State, after.NextDue, after.Owner).Should().Be((ScheduleState.Active, row.NextDue, "resumer#1"));
        after.Version.Should().BeGreaterThan(row.Version);
        (after.Incarnation, after.UpdatedAt).Should().Be((row.Incarnation, row.UpdatedAt));
        (await Store.ReadWindowAsync(10)).Schedules.Should().Equal(after.ToHead()!);
        await ClaimAsync(Claims.Of(after));
    }

    [TestCase("its own")]
    [TestCase(null)]
    public async Task The_note_of_the_definition_is_back(string? note)
    {
        await SaveDueAsync("paused", write => write with { Note = note });
        await Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["paused"], Note = "on holiday" });
        var faulted = await SaveDueAsync("faulted", write => write with { Note = note });
        await Store.SetAsideAsync("faulted", faulted.Version, "nobody has its job", CancellationToken.None);
        ((await ReadAsync("paused")).Note, (await ReadAsync("faulted")).Note).Should().Be(("on holiday", "nobody has its job"));

        await Store.ResumeAsync("paused");
        await Store.ResumeAsync("faulted");

        ((await ReadAsync("paused")).Note, (await ReadAsync("faulted")).Note).Should().Be((note, note));
    }

    [TestCase(ScheduleState.Active)]
    [TestCase(ScheduleState.Completed)]
    public async Task A_schedule_that_is_not_stopped_is_left_alone(ScheduleState state)
    {
        var row = await SaveAsync(Writes.Schedule("a", state == ScheduleState.Active ? await StoreNowAsync() : null) with { State = state });

        (await Store.ResumeAsync("a")).Should().BeNull();

        (await ReadAsync("a")).Should().BeEquivalentTo(row);
    }

    [Test]
    public async Task A_schedule_that_does_not_exist_is_not_resumed()
    {
        await SaveDueAsync("deleted");
        await Store.PauseAsync("deleted");
        await Store.DeleteAsync("deleted");

        (await Store.ResumeAsync("deleted")).Should().BeNull();
        (await Store.ResumeAsync("unknown")).Should().BeNull();
    }
}
