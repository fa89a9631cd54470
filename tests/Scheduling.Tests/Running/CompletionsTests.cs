using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Running;
using Scheduling.Storage;
using Scheduling.Tests.HostingNode;

namespace Scheduling.Tests.Running;

internal sealed class CompletionsTests
{
    private static readonly Guid Id = Guid.NewGuid();

    private static IEnumerable<TestCaseData> Ends()
    {
        var waits = new Completion(Id, 2, RunState.Waiting);
        var cancelled = new Completion(Id, 2, RunState.Cancelled);
        yield return Case("returned", new(AttemptEnd.Returned), 0, new(Id, 2, RunState.Succeeded));
        yield return Case("returned although stopped", new(AttemptEnd.Returned, StopReason.Cancelled), 0, new(Id, 2, RunState.Succeeded));
        yield return Case(
            "threw for the first time", new(AttemptEnd.Threw, Error: "no"), 0, waits with { RetryAfter = TimeSpan.FromSeconds(1), HandlerFailed = true, Error = "no" });
        yield return Case(
            "threw once more", new(AttemptEnd.Threw, Error: "no"), 1, waits with { RetryAfter = TimeSpan.FromSeconds(1), HandlerFailed = true, Error = "no" });
        yield return Case("threw for the last time", new(AttemptEnd.Threw, Error: "no"), 2, new(Id, 2, RunState.Failed) { HandlerFailed = true, Error = "no" });
        yield return Case("stopped by a cancel", new(AttemptEnd.Stopped, StopReason.Cancelled, "no"), 0, cancelled with { Error = "no" });
        yield return Case("stopped by its host", new(AttemptEnd.Stopped, StopReason.HostStopping), 2, waits);
        yield return Case("stopped without a lease", new(AttemptEnd.Stopped, StopReason.LeaseLost, "no"), 2, waits with { Error = "no" });
        yield return Case("not started, cancelled", new(AttemptEnd.NotStarted, StopReason.Cancelled), 0, cancelled);
        yield return Case("not started, handed back", new(AttemptEnd.NotStarted, StopReason.HostStopping), 0, waits);
        yield return Case("not started, too late", new(AttemptEnd.NotStarted, StopReason.LeaseLost), 0, waits);
        yield return Case("unreadable", new(AttemptEnd.Unreadable, Error: "shape"), 0, new(Id, 2, RunState.Failed) { Error = "shape", SetAside = "shape" });
    }

    [TestCaseSource(nameof(Ends))]
    public void Each_end_of_an_attempt_is_recorded_as_what_it_is(object end, int failures, object expected)
    {
        var (node, completions) = Make();

        completions.Add(new Attempt(Run(failures)) { Result = (AttemptResult)end });
        completions.Decide(hasBacklog: false);

        node.Commands.Only<NodeCommand.RecordCompletions>().Completions.Should().Equal((Completion)expected);
    }

    [Test]
    public void What_ends_while_a_batch_is_under_way_forms_the_next_one()
    {
        var (node, completions) = Make();
        var attempts = new Attempts(node, completions);
        completions.Add(Ended());
        completions.Decide(hasBacklog: false);
        node.Commands.Clear();
        completions.Add(Ended());
        completions.Add(Ended());

        completions.Decide(hasBacklog: false);
        node.Commands.Should().BeEmpty();
        completions.Pending.Should().Be(3);
        completions.Answered([new CompletionResult(true, RunState.Succeeded, null)], attempts);
        completions.Decide(hasBacklog: false);

        node.Commands.Only<NodeCommand.RecordCompletions>().Completions.Should().HaveCount(2);
    }

    [Test]
    public void A_result_that_was_refused_is_not_announced_and_not_sent_again()
    {
        var (node, completions) = Make();
        completions.Add(Ended());
        completions.Decide(hasBacklog: false);
        node.Commands.Clear();

        completions.Answered([new CompletionResult(false, RunState.Claimed, null)], new Attempts(node, completions));
        completions.Decide(hasBacklog: false);

        node.News.Should().BeEmpty();
        node.Commands.Should().BeEmpty();
        completions.Pending.Should().Be(0);
    }

    [Test]
    public void One_whose_schedule_is_held_is_sent_again_a_moment_later_and_holds_up_no_other()
    {
        var (node, completions) = Make();
        var attempts = new Attempts(node, completions);
        completions.Add(new Attempt(Run(0)) { Result = new(AttemptEnd.Returned) });
        completions.Decide(hasBacklog: false);
        node.Commands.Clear();

        completions.Answered([new CompletionResult(false, RunState.Claimed, null) { IsBusy = true }], attempts);
        completions.Add(Ended());
        completions.Decide(hasBacklog: false);

        node.Commands.Only<NodeCommand.RecordCompletions>().Completions.Should().ContainSingle().Which.RunId.Should().NotBe(Id);
        (completions.Pending, completions.WakeAt).Should().Be((2, node.Now.AddMilliseconds(200)));
        completions.Answered([new CompletionResult(true, RunState.Succeeded, null)], attempts);
        node.Commands.Clear();
        node.Now = node.Now.AddMilliseconds(200);
        completions.Decide(hasBacklog: false);
        node.Commands.Only<NodeCommand.RecordCompletions>().Completions.Should().ContainSingle().Which.RunId.Should().Be(Id);
    }

    [Test]
    public void A_run_that_waits_is_armed_here_and_announced()
    {
        var (node, completions) = Make();
        completions.Add(new Attempt(Run(0)) { Result = new(AttemptEnd.Threw) });
        completions.Decide(hasBacklog: false);

        completions.Answered([new CompletionResult(true, RunState.Waiting, node.Now.AddSeconds(1))], new Attempts(node, completions));

        node.Window.NextFire.Should().Be(node.Now.AddSeconds(1));
        node.News.Should().ContainSingle(e => e.RunId == Id && e.WakeAt == node.Now.AddSeconds(1) && e.Job == NodeDriver.Job);
    }

    private static TestCaseData Case(string name, AttemptResult end, int failures, Completion expected) =>
        new TestCaseData(end, failures, expected).SetArgDisplayNames(name);

    private static Attempt Ended() => new(Run(0) with { Id = Guid.NewGuid() }) { Result = new(AttemptEnd.Returned) };

    private static StoredRun Run(int failures) => new()
    {
        Id = Id,
        ScheduleId = "a",
        ClaimedAt = default,
        Incarnation = 1,
        Job = NodeDriver.Job,
        Occurrence = NodeDriver.Start,
        Fence = 3,
        Attempt = 2,
        Failures = failures,
        Node = NodeDriver.Self,
        State = RunState.Claimed,
        LeaseUntil = NodeDriver.Start.AddSeconds(30),
    };

    private static (NodeContext Node, Completions Completions) Make()
    {
        var node = new NodeContext(new NodeSettings(NodeDriver.Self), new SomeJobs(NodeDriver.Job)) { Now = NodeDriver.Start };
        return (node, new Completions(node));
    }
}
