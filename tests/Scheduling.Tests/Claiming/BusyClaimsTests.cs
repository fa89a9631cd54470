using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Running;
using Scheduling.Storage;
using Scheduling.Tests.HostingNode;

namespace Scheduling.Tests.Claiming;

/// <summary>Claims of schedules that a transaction of others holds.</summary>
internal sealed class BusyClaimsTests
{
    private static readonly DateTimeOffset s_due = NodeDriver.Start.AddMinutes(1);

    [Test]
    public void A_busy_schedule_is_tried_again_soon_and_longer_apart_each_time_and_runs_in_the_end()
    {
        var (node, take) = Due(NodeDriver.Head("a", s_due));
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 12; i++)
        {
            ids.Add(take.Claims.Single().RunId);
            ids.Should().ContainSingle("it is known again should it have come about");
            node.Turn(Busy(node, take)).Should().BeEmpty();
            var longest = Math.Min(100 * Math.Pow(2, i), 5_000);
            (node.WakeAt!.Value - node.Now).TotalMilliseconds.Should().BeInRange(longest * 0.75, longest);
            (node.View.Due, node.View.Running).Should().Be((0, 0));
            take = node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();
        }

        node.Turn(node.Claimed(take)).Only<NodeCommand.StartAttempt>();
        node.WakeAt.Should().BeAfter(node.Now);
    }

    [Test]
    public void What_a_busy_schedule_has_missed_meanwhile_is_in_its_next_claim()
    {
        var (node, take) = Due(NodeDriver.Head("a", s_due));
        while (node.Now < s_due.AddMinutes(3))
        {
            node.Turn(Busy(node, take));
            take = node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();
        }

        var claim = take.Claims.Single();
        (claim.Due, claim.Occurrence, claim.Missed).Should().Be((s_due, s_due.AddMinutes(3), 3L));
    }

    [Test]
    public void A_busy_schedule_takes_no_slot_from_others_and_calls_nobody_for_help()
    {
        var (node, take) = Due(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 1 }, NodeDriver.Head("a", s_due), NodeDriver.Head("b", s_due.AddMilliseconds(10)));
        node.Turn(Busy(node, take)).Should().BeEmpty();

        var other = node.TurnAt(s_due.AddMilliseconds(10));

        other.Only<NodeCommand.TakeOccurrences>().Claims.Single().ScheduleId.Should().Be("b");
        other.News().Should().BeEmpty();
        node.Turn(node.Claimed(other.Only<NodeCommand.TakeOccurrences>())).News().Should().NotContain(news => news.Kind == SchedulingEventKind.Backlog);
    }

    [Test]
    public void News_of_a_busy_schedule_takes_its_place()
    {
        var (node, take) = Due(NodeDriver.Head("a", s_due));
        node.Turn(Busy(node, take));

        node.Turn(Heard(NodeDriver.Hearsay("a", 2, s_due.AddHours(1), NodeDriver.Self + "2"))).Should().BeEmpty();

        node.WakeAt.Should().BeOnOrAfter(s_due.AddHours(1));
        node.View.WindowSize.Should().Be(1);
    }

    // A store that sends again by itself may yet carry out its first try, under the first id.
    [Test]
    public void A_busy_schedule_that_is_looked_up_meanwhile_is_claimed_under_the_same_id()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", s_due));
        node.TurnAt(s_due.AddMilliseconds(50) - node.Settings.Grace, new NodeInput.SaveIntended("a", s_due, NodeDriver.Job));
        var take = node.TurnAt(s_due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(Busy(node, take)).Should().BeEmpty();

        var read = node.TurnAt(s_due.AddMilliseconds(50)).Only<NodeCommand.ReadDue>();
        var again = node.Turn(new NodeInput.DueRead(read, new DuePage([NodeDriver.Head("a", s_due)], [], false), node.Now)).Only<NodeCommand.TakeOccurrences>();

        again.Claims.Single().RunId.Should().Be(take.Claims.Single().RunId);
    }

    [Test]
    public void A_claim_whose_answer_was_lost_keeps_its_id_and_its_slot_while_its_schedule_is_busy()
    {
        var (node, lost) = Due(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 1 }, NodeDriver.Head("a", s_due), NodeDriver.Head("b", s_due.AddSeconds(1)));
        node.Turn(new NodeInput.StoreFailed(lost));
        var take = node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();

        // The first claim may be what holds the schedule, still under way in the store.
        for (var i = 0; i < 8; i++)
        {
            node.Turn(Busy(node, take)).HaveNo<NodeCommand.TakeOccurrences>();
            take = node.TurnAtWakeUp().OfType<NodeCommand.TakeOccurrences>().SingleOrDefault() ?? node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();
            take.Claims.Should().Equal(lost.Claims[0] with { NotAfter = lost.Claims[0].Next!.Value.AddMicroseconds(-1) });
        }

        node.Turn(node.Claimed(take)).Only<NodeCommand.StartAttempt>().Run.Id.Should().Be(lost.Claims.Single().RunId);
    }

    [Test]
    public void A_run_that_is_stopped_while_its_claim_is_not_settled_does_not_start()
    {
        var (node, lost) = Due(NodeDriver.Head("a", s_due));
        node.Turn(new NodeInput.StoreFailed(lost));
        node.Turn(Busy(node, node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>()));
        var claim = lost.Claims.Single();

        var word = node.Turn(Heard(new SchedulingEvent(SchedulingEventKind.ScheduleCancel, NodeDriver.Other)
        {
            RunId = claim.RunId,
            Attempt = 1,
            Holder = NodeDriver.Self,
            Cancel = CancelRequest.Always,
        }));

        word.Only<NodeCommand.Acknowledge>().Started.Should().BeFalse();
        var answered = node.Turn(node.Claimed(node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>()));
        answered.HaveNo<NodeCommand.StartAttempt>();
        answered.Only<NodeCommand.RecordCompletions>().Completions.Should().ContainSingle(c => c.RunId == claim.RunId && c.State == RunState.Cancelled);
    }

    [Test]
    public void A_node_that_stops_leaves_busy_schedules_to_others_but_settles_what_may_be_its_own()
    {
        var (leaving, free) = Due(NodeDriver.Head("a", s_due));
        leaving.Turn(Busy(leaving, free));
        leaving.Turn(new NodeInput.Stopping()).Only<NodeCommand.Drained>();
        leaving.WakeAt.Should().BeNull();

        var (node, lost) = Due(NodeDriver.Head("a", s_due));
        node.Turn(new NodeInput.StoreFailed(lost));
        node.Turn(Busy(node, node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>()));
        node.Turn(new NodeInput.Stopping()).HaveNo<NodeCommand.Drained>();
        var again = node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();
        node.Turn(new NodeInput.ClaimsAnswered(again, [new ClaimResult(ClaimVerdict.Refused, null, null, null)], node.Now)).Only<NodeCommand.Drained>();
    }

    [Test]
    public void Whoever_is_late_because_the_schedule_was_busy_is_not_taken_for_gone()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", s_due, owner: NodeDriver.Other), NodeDriver.Head("b", s_due.AddHours(1), owner: NodeDriver.Other));
        node.Turn(Heard(new SchedulingEvent(SchedulingEventKind.Hello, NodeDriver.Other)));
        node.WakeAt.Should().BeAfter(s_due, "it is left to its owner first");
        var take = node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();
        node.Turn(Busy(node, take));
        var claimed = node.Claimed(node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>());
        node.Turn(claimed);
        node.Turn(new NodeInput.AttemptEnded(claimed.Take.Claims.Single().RunId, 1, new AttemptResult(AttemptEnd.Returned)));

        node.TurnAt(s_due.AddHours(1)).OfType<NodeCommand.TakeOccurrences>().SelectMany(t => t.Claims).Should().NotContain(claim => claim.ScheduleId == "b", "its owner was there");
    }

    private static (NodeDriver Node, NodeCommand.TakeOccurrences Take) Due(params ScheduleHead[] rows) => Due(new NodeSettings(NodeDriver.Self), rows);

    private static (NodeDriver Node, NodeCommand.TakeOccurrences Take) Due(NodeSettings settings, params ScheduleHead[] rows)
    {
        var node = new NodeDriver(settings);
        node.StartWith(rows);
        return (node, node.TurnAt(s_due).Only<NodeCommand.TakeOccurrences>());
    }

    private static NodeInput.ClaimsAnswered Busy(NodeDriver node, NodeCommand.TakeOccurrences take) =>
        new(take, [.. take.Claims.Select(_ => new ClaimResult(ClaimVerdict.Busy, null, null, null))], node.Now);

    private static NodeInput.EventsArrived Heard(params SchedulingEvent[] events) => new(events);
}
