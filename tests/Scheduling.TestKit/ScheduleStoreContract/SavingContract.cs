using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How definitions are created and replaced.</summary>
public abstract class SavingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_definition_is_stored_as_it_was_written()
    {
        var write = Writes.Schedule("Łódź/7 \"x\" 😀", await StoreNowAsync() + Step) with
        {
            Group = "workflow-7",
            Name = "node '3'",
            Labels = new Dictionary<string, string> { ["tenant"] = "acme" },
            Payload = $$"""{"text":"ß\\ \u0000 {{new string('x', 200_000)}}"}""",
            Overlap = OverlapPolicy.AllowAll,
            CatchUp = CatchUpPolicy.All,
            Note = "because",
            CancelKeys = ["a", "b"],
            DeclaredBy = "app",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        var saved = await SaveAsync(write);

        var read = await ReadAsync(write.Id);
        read.Should().BeEquivalentTo(saved);
        read.Definition.Should().BeEquivalentTo(write);
        (read.Id, read.State, read.NextDue, read.Note, read.Owner).Should().Be((write.Id, write.State, write.NextDue, write.Note, write.Owner));
    }

    [Test]
    public async Task A_definition_may_leave_out_what_is_optional()
    {
        var saved = await SaveAsync(Writes.Schedule("a", null) with { State = ScheduleState.Completed, CancelKeys = [] });

        (saved.Definition.Group, saved.Definition.Name, saved.Definition.Payload, saved.Note, saved.NextDue, saved.Definition.TraceParent)
            .Should().Be((null, null, null, null, null, null));
        saved.Definition.CancelKeys.Should().BeEmpty();
    }

    [Test]
    public async Task A_new_schedule_has_a_life_of_its_own()
    {
        var now = await StoreNowAsync();

        var saved = await SaveDueAsync("a");

        saved.Incarnation.Should().Be(saved.Version);
        saved.Counts.Should().Be(default(OutcomeCounts));
        (saved.LastOutcome, saved.LastEndedAt, saved.LastError).Should().Be((null, null, null));
        ShouldBeAt(saved.CreatedAt, now);
        ShouldBeAt(saved.UpdatedAt, now);
    }

    [Test]
    public async Task Times_are_kept_to_the_microsecond()
    {
        var due = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)).AddTicks(1234567);

        var saved = await SaveAsync(Writes.Schedule("a", due));

        saved.NextDue.Should().BeCloseTo(due, TimeSpan.FromMicroseconds(1));
        (saved.NextDue!.Value.Ticks % TimeSpan.TicksPerMicrosecond).Should().Be(0);
        saved.NextDue.Value.Offset.Should().Be(TimeSpan.Zero);
        (await ReadAsync("a")).NextDue.Should().Be(saved.NextDue);
        var now = await StoreNowAsync();
        (now.Ticks % TimeSpan.TicksPerMicrosecond, now.Offset).Should().Be((0, TimeSpan.Zero));
    }

    [Test]
    public async Task Without_an_expected_version_a_schedule_that_exists_is_left_alone()
    {
        var saved = await SaveDueAsync("a");

        var result = await Store.SaveAsync(Writes.Schedule("a", saved.NextDue) with { Payload = "2" });

        result.Written.Should().BeFalse();
        result.Present.Should().BeEquivalentTo(saved);
        (await ReadAsync("a")).Should().BeEquivalentTo(saved);
    }

    [Test]
    public async Task With_another_version_expected_a_schedule_is_left_alone()
    {
        var first = await SaveDueAsync("a");
        var second = await SaveAsync(Writes.Replacing(first) with { Payload = "2" });

        var result = await Store.SaveAsync(Writes.Replacing(first) with { Payload = "3" });

        result.Written.Should().BeFalse();
        result.Present.Should().BeEquivalentTo(second);
        (await ReadAsync("a")).Definition.Payload.Should().Be("2");
    }

    [Test]
    public async Task With_a_version_expected_a_schedule_that_does_not_exist_is_not_created()
    {
        var result = await Store.SaveAsync(Writes.Schedule("a", null) with { ExpectedVersion = 1 });

        result.Should().Be(new SaveResult(false, null));
        (await Store.GetAsync("a")).Should().BeNull();
    }

    [Test]
    public async Task Replacing_stores_the_new_definition_with_a_greater_version()
    {
        var first = await SaveInAsync("a", Step, write => write with { Group = "g", Note = "old" });
        await AdvanceAsync(Step);
        var due = await StoreNowAsync() + (3 * Step);
        var write = Writes.Replacing(first) with
        {
            Group = null,
            Job = "other",
            Payload = "2",
            NextDue = due,
            Note = null,
            Owner = "other#1",
            State = ScheduleState.Paused,
        };

        var second = await SaveAsync(write);

        second.Version.Should().BeGreaterThan(first.Version);
        (second.Definition.Group, second.Definition.Job, second.Definition.Payload).Should().Be((null, "other", "2"));
        (second.NextDue, second.Note, second.Owner, second.State).Should().Be((due, null, "other#1", ScheduleState.Paused));
        second.UpdatedAt.Should().BeAfter(first.UpdatedAt);
        (second.Incarnation, second.CreatedAt).Should().Be((first.Incarnation, first.CreatedAt));
    }

    [Test]
    public async Task Replacing_keeps_the_counts_and_the_open_runs_with_their_own_job_and_payload()
    {
        var done = await SaveClaimedAsync("a", write => write with { Payload = "1", Group = "g", Name = "n" });
        await Store.FinishAsync(new(done.Id, 1, RunState.Failed) { Error = "no" });
        var run = await ClaimAsync(Claims.Of(await ReadAsync("a")));

        var replaced = await SaveAsync(Writes.Replacing(await ReadAsync("a")) with { Job = "other", Payload = "2", Group = null, Name = null });

        replaced.Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 0));
        (replaced.LastOutcome, replaced.LastError).Should().Be((RunOutcome.Failed, "no"));
        (await Store.ClaimAsync(Claims.Of(replaced), Holder)).Verdict.Should().Be(ClaimVerdict.SkippedOverlap);
        (await Store.ReadRunAsync(run.Id))!.Job.Should().Be(Writes.Job);
        await AdvanceAsync(Lease);
        var rescued = (await Store.RescueAsync(new(run.Id, 1), Other)).Run!;
        (rescued.Job, rescued.Payload, rescued.Group, rescued.Name).Should().Be((Writes.Job, "1", "g", "n"));
    }

    [Test]
    public async Task A_schedule_that_was_deleted_and_saved_again_never_has_an_old_version()
    {
        var first = await SaveDueAsync("a");
        var deleted = (await Store.DeleteAsync("a")).Schedules.Single();

        var second = await SaveDueAsync("a");

        deleted.Version.Should().BeGreaterThan(first.Version);
        second.Version.Should().BeGreaterThan(deleted.Version);
        second.Incarnation.Should().Be(second.Version);
        (await Store.SaveAsync(Writes.Replacing(first))).Written.Should().BeFalse();
    }

    [Test]
    public async Task The_items_of_a_batch_are_decided_one_by_one()
    {
        var old = await SaveDueAsync("old");

        var results = (await Store.SaveAsync(
            [
                Writes.Schedule("first", null),
                Writes.Schedule("old", null),
                Writes.Schedule("missing", null) with { ExpectedVersion = old.Version },
                Writes.Schedule("last", null),
            ],
            CancellationToken.None)).Value;

        results.Select(result => result.Written).Should().Equal(true, false, false, true);
        results.Select(result => result.Present?.Id).Should().Equal("first", "old", null, "last");
        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().Equal("first", "last", "old");
    }

    [Test]
    public async Task Ids_differ_by_each_of_their_characters()
    {
        foreach (var id in new[] { "a", "A", "a ", "á", "a\u0301", "ａ" })
        {
            await SaveAsync(Writes.Schedule(id, null));
        }

        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().HaveCount(6);
    }
}
