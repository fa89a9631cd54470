using Scheduling.Events;
using Scheduling.Matching;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What happens to a node. With the time, all that it ever learns.</summary>
internal abstract record NodeInput
{
    private NodeInput()
    {
    }

    /// <summary>The bus listens for this node, for the first time or again after a gap.</summary>
    public sealed record BusListening : NodeInput;

    /// <summary>The bus could not be subscribed; the store is read all the same.</summary>
    public sealed record BusUnavailable : NodeInput;

    public sealed record EventsArrived(IReadOnlyList<SchedulingEvent> Events) : NodeInput;

    /// <summary>A schedule is about to be saved here.</summary>
    public sealed record SaveIntended(string ScheduleId, DateTimeOffset At, string Job) : NodeInput;

    /// <summary>A schedule was saved or resumed here; without a head it sleeps no more.</summary>
    public sealed record ScheduleSaved(string ScheduleId, long Version, ScheduleHead? Head) : NodeInput;

    /// <summary>Schedules were deleted, paused or cancelled here.</summary>
    public sealed record SchedulesStopped(StopResult Result) : NodeInput;

    /// <summary>Somebody has asked here for runs.</summary>
    public sealed record RunsTriggered(IReadOnlyList<TriggerResult> Results) : NodeInput;

    /// <summary>The store has not answered to a wish for runs, which may have been made all the same.</summary>
    public sealed record RunsInDoubt : NodeInput;

    /// <summary>This host has made its cancel rules those of a job.</summary>
    public sealed record RulesTakenOver(string Job) : NodeInput;

    /// <summary>The store has said that a job goes by other cancel rules than those of this host.</summary>
    public sealed record RulesOverruled(string Job) : NodeInput;

    public sealed record KeysMended(NodeCommand.MendKeys Mend, MendResult Result) : NodeInput;

    /// <summary>The host stops: nothing more is taken, what has not started is handed back.</summary>
    public sealed record Stopping : NodeInput;

    /// <summary>Those that still run have had their time.</summary>
    public sealed record DrainEnded : NodeInput;

    /// <summary>Whether an attempt had started when it was stopped, for somebody who waits to hear.</summary>
    public sealed record GateAnswered(Guid RunId, bool Started) : NodeInput;

    public sealed record AttemptEnded(Guid RunId, int Attempt, AttemptResult Result) : NodeInput;

    /// <summary>A store operation threw; what it was to do may have been done.</summary>
    public sealed record StoreFailed(NodeCommand.StoreCommand Command) : NodeInput;

    /// <summary>A store operation has answered, with the time on the store's clock.</summary>
    public abstract record StoreAnswered(NodeCommand.StoreCommand Command, DateTimeOffset StoreNow) : NodeInput;

    public sealed record WindowRead(NodeCommand.ReadWindow Read, WindowPage Page, DateTimeOffset StoreNow) : StoreAnswered(Read, StoreNow);

    public sealed record DueRead(NodeCommand.ReadDue Read, DuePage Page, DateTimeOffset StoreNow) : StoreAnswered(Read, StoreNow);

    public sealed record ClaimsAnswered(NodeCommand.TakeOccurrences Take, IReadOnlyList<ClaimResult> Results, DateTimeOffset StoreNow)
        : StoreAnswered(Take, StoreNow);

    public sealed record RescuesAnswered(NodeCommand.TakeOverRuns Take, IReadOnlyList<RescueResult> Results, DateTimeOffset StoreNow)
        : StoreAnswered(Take, StoreNow);

    public sealed record RenewalsAnswered(NodeCommand.RenewLeases Renew, IReadOnlyList<RenewResult> Results, DateTimeOffset StoreNow)
        : StoreAnswered(Renew, StoreNow);

    public sealed record CompletionsAnswered(
        NodeCommand.RecordCompletions Record, IReadOnlyList<CompletionResult> Results, DateTimeOffset StoreNow) : StoreAnswered(Record, StoreNow);

    public sealed record SetAsideAnswered(NodeCommand.SetAside SetAside, bool Done, DateTimeOffset StoreNow) : StoreAnswered(SetAside, StoreNow);
}
