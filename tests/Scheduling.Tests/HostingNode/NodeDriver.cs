using FluentAssertions;
using Scheduling.Chaining;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

/// <summary>Drives a node by hand. After each turn it makes sure that the node does not ask for turns without end at the same time.</summary>
internal sealed class NodeDriver
{
    public const string Self = "me#1";
    public const string Other = "other#1";
    public const string Job = "job";

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly string EveryMinute = RecurrenceText.Write(Recurrence.Every(TimeSpan.FromMinutes(1), Start));

    private readonly Node _node;

    public NodeDriver(NodeSettings? settings = null, INodeJobs? jobs = null)
    {
        Settings = settings ?? new NodeSettings(Self);
        _node = new Node(Settings, jobs ?? new SomeJobs(Job));
    }

    public NodeSettings Settings { get; }

    /// <summary>The node's clock; the store shows the same time.</summary>
    public DateTimeOffset Now { get; set; } = Start;

    public DateTimeOffset? WakeAt => _node.WakeAt;

    public NodeView View => _node.View;

    /// <summary>Everything that the node was told, with the time.</summary>
    public List<(NodeInput[] Inputs, DateTimeOffset Now)> Trace { get; } = [];

    /// <summary>Everything that the node wanted done.</summary>
    public List<NodeCommand> All { get; } = [];

    public IReadOnlyList<NodeCommand> Turn(params NodeInput[] inputs)
    {
        var commands = new List<NodeCommand>();
        Take(inputs, commands);
        for (var again = 0; _node.WakeAt <= Now; again++)
        {
            again.Should().BeLessThan(3, "the node asks to be woken at {0:O}, and a turn at {1:O} changes nothing about it", _node.WakeAt, Now);
            Take([], commands);
        }

        return commands;
    }

    /// <summary>Goes to the time that the node has asked for.</summary>
    public IReadOnlyList<NodeCommand> TurnAtWakeUp(params NodeInput[] inputs)
    {
        Now = WakeAt!.Value;
        return Turn(inputs);
    }

    public IReadOnlyList<NodeCommand> TurnAt(DateTimeOffset now, params NodeInput[] inputs)
    {
        Now = now;
        return Turn(inputs);
    }

    /// <summary>Starts the node with these rows in the store.</summary>
    public IReadOnlyList<NodeCommand> StartWith(params ScheduleHead[] rows) => StartWith(new WindowPage(rows, [], false, []));

    public IReadOnlyList<NodeCommand> StartWith(WindowPage page)
    {
        var read = Turn(new NodeInput.BusUnavailable()).Only<NodeCommand.ReadWindow>();
        return Turn(new NodeInput.WindowRead(read, page, Now));
    }

    public NodeInput.ClaimsAnswered Claimed(NodeCommand.TakeOccurrences take) => new(
        take, [.. take.Claims.Select(claim => new ClaimResult(ClaimVerdict.Claimed, After(claim), Run(claim), null))], Now);

    public StoredRun Run(Claim claim) => new()
    {
        Id = claim.RunId,
        ScheduleId = claim.ScheduleId,
        ClaimedAt = Now,
        Incarnation = 1,
        Job = Job,
        Occurrence = claim.Occurrence,
        Fence = claim.Version + 1,
        Attempt = 1,
        Node = Self,
        State = RunState.Claimed,
        LeaseUntil = Now + Settings.Lease,
    };

    public NodeInput.CompletionsAnswered Recorded(NodeCommand.RecordCompletions record) => new(
        record, [.. record.Completions.Select(c => new CompletionResult(true, c.State, c.State == RunState.Waiting ? Now + c.RetryAfter : null))], Now);

    public static ScheduleHead Head(string id, DateTimeOffset due, long version = 1, string owner = Self) =>
        new(id, version, Job, EveryMinute, CatchUpPolicy.Latest, due, owner);

    public static SchedulingEvent Hearsay(string id, long version, DateTimeOffset? at, string node = Other) =>
        new(SchedulingEventKind.ScheduleStart, node) { ScheduleId = id, Version = version, WakeAt = at, Job = Job };

    public static ScheduleHead? After(Claim claim) => claim.Next is { } next ? Head(claim.ScheduleId, next, claim.Version + 1) : null;

    private void Take(NodeInput[] inputs, List<NodeCommand> commands)
    {
        Trace.Add((inputs, Now));
        _node.Turn(inputs, Now);
        var taken = _node.TakeCommands();
        commands.AddRange(taken);
        All.AddRange(taken);
    }
}
