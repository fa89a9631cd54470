using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Running;
using Scheduling.Sleeping;
using Scheduling.Storage;
using Scheduling.Tests.HostingNode;

namespace Scheduling.Tests.Running;

internal sealed class AttemptsTests
{
    private static readonly DateTimeOffset Start = NodeDriver.Start;
    private static readonly DateTimeOffset RenewAt = Start.AddSeconds(10);
    private static readonly DateTimeOffset TrustUntil = Start.AddSeconds(25);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Test]
    public void The_trust_ends_a_sixth_of_the_lease_before_it_counted_from_the_sending()
    {
        var (node, attempts) = Make();
        node.Now = Start.AddSeconds(3);

        attempts.Add(Run(), sentAt: Start, storeNow: Start, isStopped: false);

        node.Commands.Only<NodeCommand.StartAttempt>().TrustUntil.Should().Be(TrustUntil, "the lease may run since the operation was sent");
        attempts.WakeAt.Should().Be(RenewAt);
    }

    [Test]
    public void The_lease_is_renewed_after_a_third_of_it_and_not_a_tick_earlier()
    {
        var (node, attempts) = Held();

        Decide(node, attempts, RenewAt - Tick).Should().BeEmpty();
        var renew = Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>();

        renew.Runs.Should().ContainSingle();
        attempts.WakeAt.Should().Be(TrustUntil, "while the renewal is under way only the end of the trust matters");
    }

    [Test]
    public void Leases_that_are_to_be_renewed_soon_go_along()
    {
        var (node, attempts) = Held();
        attempts.Add(Run() with { LeaseUntil = Start.AddSeconds(30 + 2.5) }, Start.AddSeconds(2.5), Start.AddSeconds(2.5), false);
        attempts.Add(Run() with { LeaseUntil = Start.AddSeconds(30 + 2.6) }, Start.AddSeconds(2.6), Start.AddSeconds(2.6), false);
        node.Commands.Clear();

        Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>().Runs.Should().HaveCount(2, "a twelfth of the lease is soon");
    }

    [Test]
    public void A_renewal_prolongs_the_trust_from_its_sending()
    {
        var (node, attempts) = Held();
        var renew = Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>();

        node.Now = RenewAt.AddSeconds(4);
        attempts.Renewed(renew.Runs, [new RenewResult(true, RenewAt.AddSeconds(30), CancelRequest.None)], renew.SentAt);

        node.Commands.Only<NodeCommand.ExtendTrust>().TrustUntil.Should().Be(RenewAt.AddSeconds(25));
        attempts.WakeAt.Should().Be(RenewAt.AddSeconds(10));
        Decide(node, attempts, TrustUntil).HaveNo<NodeCommand.StopAttempt>();
    }

    [Test]
    public void Without_an_answer_the_handler_is_stopped_when_the_trust_ends_and_not_a_tick_earlier()
    {
        var (node, attempts) = Held();
        Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>();

        Decide(node, attempts, TrustUntil - Tick).Should().BeEmpty();
        var stop = Decide(node, attempts, TrustUntil).Only<NodeCommand.StopAttempt>();

        stop.Should().Match<NodeCommand.StopAttempt>(s => s.Reason == StopReason.LeaseLost && !s.OnlyBeforeStart && !s.WantsWord);
        node.Window.NextFire.Should().Be(Start.AddSeconds(30), "then the run may be taken over");
        attempts.WakeAt.Should().BeNull();
        attempts.Running.Should().Be(1, "the handler has not ended");
    }

    [Test]
    public void An_answer_that_comes_after_the_end_of_the_trust_does_not_revive_it()
    {
        var (node, attempts) = Held();
        var renew = Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>();
        Decide(node, attempts, TrustUntil);

        attempts.Renewed(renew.Runs, [new RenewResult(true, RenewAt.AddSeconds(30), CancelRequest.None)], renew.SentAt);

        node.Commands.HaveNo<NodeCommand.ExtendTrust>();
        attempts.Holds(renew.Runs[0].RunId).Should().BeFalse();
    }

    [Test]
    public void Renewals_that_fail_are_repeated_within_the_trust()
    {
        var (node, attempts) = Held();
        var sent = 0;
        for (node.Now = RenewAt; node.Now < TrustUntil; node.Now = attempts.WakeAt!.Value)
        {
            var commands = Decide(node, attempts, node.Now);
            if (commands.OfType<NodeCommand.RenewLeases>().Any())
            {
                sent++;
                attempts.RenewalFailed();
            }

            attempts.WakeAt.Should().BeAfter(node.Now).And.BeOnOrBefore(TrustUntil);
        }

        sent.Should().BeInRange(10, 25, "at 15 s, with waits of up to a second");
        Decide(node, attempts, TrustUntil).Only<NodeCommand.StopAttempt>();
    }

    [TestCase(CancelRequest.BeforeStart, true)]
    [TestCase(CancelRequest.Always, false)]
    public void A_renewal_tells_that_a_run_is_to_be_stopped(CancelRequest cancel, bool onlyBeforeStart)
    {
        var (node, attempts) = Held();
        var renew = Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>();

        attempts.Renewed(renew.Runs, [new RenewResult(true, RenewAt.AddSeconds(30), cancel)], renew.SentAt);

        node.Commands.Only<NodeCommand.StopAttempt>().Should().Match<NodeCommand.StopAttempt>(
            s => s.Reason == StopReason.Cancelled && s.OnlyBeforeStart == onlyBeforeStart && s.WantsWord);
    }

    [TestCase(CancelRequest.None)]
    [TestCase(CancelRequest.Always)]
    public void A_lease_that_is_not_held_any_more_is_given_up_and_not_asked_for_again(CancelRequest cancel)
    {
        var (node, attempts) = Held();
        var renew = Decide(node, attempts, RenewAt).Only<NodeCommand.RenewLeases>();

        attempts.Renewed(renew.Runs, [new RenewResult(false, default, cancel)], renew.SentAt);

        node.Commands.OfType<NodeCommand.StopAttempt>().Should().Contain(s => !s.OnlyBeforeStart);
        attempts.Holds(renew.Runs[0].RunId).Should().BeFalse();
        Decide(node, attempts, RenewAt.AddSeconds(1)).HaveNo<NodeCommand.RenewLeases>();
        attempts.WakeAt.Should().BeNull();
    }

    [Test]
    public void A_run_that_was_cancelled_on_its_way_does_not_start()
    {
        var (node, attempts) = Make();

        attempts.Add(Run(), Start, Start, isStopped: true);

        node.Commands.HaveNo<NodeCommand.StartAttempt>();
        attempts.Running.Should().Be(0);
        attempts.Open.Should().Be(1, "its end is to be recorded");
    }

    [Test]
    public void The_next_attempt_of_a_run_takes_the_place_of_the_one_that_was_given_up()
    {
        var (node, attempts) = Make();
        var run = Run();
        attempts.Add(run, Start, Start, false);
        Decide(node, attempts, TrustUntil);

        attempts.Add(run with { Attempt = 2, LeaseUntil = Start.AddSeconds(61) }, Start.AddSeconds(31), Start.AddSeconds(31), false);

        attempts.Running.Should().Be(1);
        attempts.Find(run.Id, 1).Should().BeNull();
        attempts.Find(run.Id, 2).Should().NotBeNull();
        node.Window.Find(WakeUpKind.Run, run.Id.ToString("N")).Should().BeNull("it is held here");
    }

    [Test]
    public void An_end_counts_once()
    {
        var (_, attempts) = Make();
        var run = Run();
        attempts.Add(run, Start, Start, false);
        var attempt = attempts.Find(run.Id, 1)!;

        attempts.Ended(attempt, new AttemptResult(AttemptEnd.Returned));
        attempts.Ended(attempt, new AttemptResult(AttemptEnd.Threw));

        attempts.Running.Should().Be(0);
        attempt.Result!.Kind.Should().Be(AttemptEnd.Returned);
    }

    private static NodeCommand[] Decide(NodeContext node, Attempts attempts, DateTimeOffset now)
    {
        node.Now = now;
        node.Commands.Clear();
        attempts.Decide();
        NodeCommand[] commands = [.. node.Commands];
        node.Commands.Clear();
        return commands;
    }

    private static StoredRun Run() => new()
    {
        Id = Guid.NewGuid(),
        ScheduleId = "a",
        ClaimedAt = default,
        Incarnation = 1,
        Job = NodeDriver.Job,
        Occurrence = Start,
        Fence = 3,
        Attempt = 1,
        Node = NodeDriver.Self,
        State = RunState.Claimed,
        LeaseUntil = Start.AddSeconds(30),
    };

    private static (NodeContext Node, Attempts Attempts) Held()
    {
        var (node, attempts) = Make();
        attempts.Add(Run(), Start, Start, isStopped: false);
        node.Commands.Clear();
        return (node, attempts);
    }

    private static (NodeContext Node, Attempts Attempts) Make()
    {
        var node = new NodeContext(new NodeSettings(NodeDriver.Self), new SomeJobs(NodeDriver.Job)) { Now = Start };
        return (node, new Attempts(node, new Completions(node)));
    }
}
