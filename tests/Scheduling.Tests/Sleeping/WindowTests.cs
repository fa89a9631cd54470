using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Tests.Sleeping;

internal sealed class WindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void Whatever_is_heard_read_fired_and_settled_it_is_bounded_complete_up_to_its_horizon_and_never_goes_back() =>
        Gen.Select(Gen.Int[2, 6], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 12], Gen.Int[0, 40]).Array[1, 60]).Sample(
            (capacity, operations) =>
            {
                var model = new WindowModel(capacity);
                foreach (var (operation, row, at) in operations)
                {
                    model.Do(operation, row, at);
                }
            },
            iter: 20_000,
            print: input => $"capacity {input.Item1}: {string.Join(' ', input.Item2)}");

    [Test]
    public void What_lies_beyond_the_horizon_is_not_taken_for_complete_when_something_farther_is_dropped_later()
    {
        var window = new Window(3, static w => w.Owner == "me" ? w.At : w.At.AddSeconds(100 - (2 * w.At.Second)));
        window.Put(Row("fired", 10, "me"));
        window.Put(Row("first", 8, "other"));
        window.Put(Row("second", 9, "other"));
        window.TakeDue(Start.AddSeconds(10))!.Id.Should().Be("fired");

        window.Put(Row("early", 1, "me"));
        window.Remove(WakeUpKind.Schedule, "fired");
        window.Put(Row("earlier", 2, "me"));
        window.Put(Row("earliest", 3, "me"));

        foreach (var (id, at) in new[] { ("first", 8), ("second", 9) })
        {
            if (window.Find(WakeUpKind.Schedule, id) is null)
            {
                window.Horizon.Should().BeOnOrBefore(Start.AddSeconds(at), "'{0}' was heard of and is not held", id);
            }
        }
    }

    [Test]
    public void What_was_heard_while_the_store_was_read_and_lay_beyond_the_old_horizon_is_not_lost()
    {
        var window = new Window(2, static w => w.At);
        window.Put(Row("a", 1, "me"));
        window.Put(Row("b", 2, "me"));
        window.Put(Row("c", 3, "me"));
        window.Horizon.Should().Be(Start.AddSeconds(3));

        window.BeginReading();
        window.Put(Row("saved meanwhile", 9, "me", version: 4));
        window.Merge([Row("a", 1, "me")], more: false, static _ => true);

        window.Horizon.Should().BeNull();
        window.Find(WakeUpKind.Schedule, "saved meanwhile").Should().NotBeNull("the page was read before it was saved, and there is no horizon at which to read on");
    }

    [Test]
    public void An_older_removal_does_not_take_away_newer_news_that_was_heard_while_the_store_was_read()
    {
        var window = new Window(2, static w => w.At);
        window.Put(Row("a", 1, "me"));
        window.Put(Row("b", 2, "me"));
        window.Put(Row("c", 3, "me"));

        window.BeginReading();
        window.Put(Row("resumed", 9, "me", version: 10));
        window.Remove(WakeUpKind.Schedule, "resumed", 9);
        window.Merge([Row("a", 1, "me")], more: false, static _ => true);

        window.Find(WakeUpKind.Schedule, "resumed").Should().NotBeNull();
    }

    [Test]
    public void The_same_version_with_a_head_fills_in_what_was_only_heard()
    {
        var window = new Window(4, static w => w.At);
        window.Put(WakeUp.ForHearsay("a", 3, Start, "other", null));

        window.Put(Row("a", 0, "other", version: 3));
        window.Find(WakeUpKind.Schedule, "a")!.Head.Should().NotBeNull();
        window.Put(WakeUp.ForHearsay("a", 3, Start, "other", null));

        window.Find(WakeUpKind.Schedule, "a")!.Head.Should().NotBeNull("the same news without a head tells less");
    }

    [Test]
    public void A_lease_that_was_prolonged_moves_the_wake_up_of_a_run_and_a_late_word_does_not_move_it_back()
    {
        var run = Guid.NewGuid();
        var window = new Window(4, static w => w.At);
        window.Put(WakeUp.ForRun(run, 1, Start.AddSeconds(30), "other", null));

        window.Put(WakeUp.ForRun(run, 1, Start.AddSeconds(40), "other", null));
        window.Put(WakeUp.ForRun(run, 1, Start.AddSeconds(30), "other", null));

        window.NextFire.Should().Be(Start.AddSeconds(40));
    }

    [Test]
    public void A_recurrence_that_was_read_is_kept_for_the_same_text()
    {
        var window = new Window(4, static w => w.At);
        window.Put(Row("a", 1, "me", version: 1));
        window.Find(WakeUpKind.Schedule, "a")!.Recurrence = Recurrence.Every(TimeSpan.FromMinutes(1));

        window.Put(Row("a", 2, "me", version: 2));

        window.Find(WakeUpKind.Schedule, "a")!.Recurrence.Should().NotBeNull();
    }

    [Test]
    public void Ties_at_the_horizon_are_ordered_by_id()
    {
        var window = new Window(2, static w => w.At);
        window.Put(Row("c", 5, "me"));
        window.Put(Row("a", 5, "me"));
        window.Put(Row("b", 5, "me"));

        window.Find(WakeUpKind.Schedule, "a").Should().NotBeNull();
        window.Find(WakeUpKind.Schedule, "b").Should().NotBeNull();
        window.Find(WakeUpKind.Schedule, "c").Should().BeNull();
        window.Put(Row("c", 5, "me", version: 9));
        window.Find(WakeUpKind.Schedule, "c").Should().BeNull("it lies beyond the horizon");
        window.Horizon.Should().Be(Start.AddSeconds(5));
    }

    [Test]
    public void Reading_that_was_abandoned_forgets_nothing()
    {
        var window = new Window(4, static w => w.At);
        window.Put(Row("a", 5, "me"));
        window.BeginReading();

        window.AbandonReading();

        window.Find(WakeUpKind.Schedule, "a").Should().NotBeNull();
    }

    private static WakeUp Row(string id, int at, string owner, long version = 1) =>
        WakeUp.For(new ScheduleHead(id, version, "job", "{}", CatchUpPolicy.Latest, Start.AddSeconds(at), owner));
}
