using Scheduling.Events;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What a node wants done. The shell does it, and tells the node what became of it.</summary>
internal abstract record NodeCommand
{
    private NodeCommand()
    {
    }

    /// <summary>A store operation; the node's clock when it was asked for bounds what the reply says of the store's clock.</summary>
    public abstract record StoreCommand(DateTimeOffset SentAt) : NodeCommand;

    public sealed record ReadWindow(DateTimeOffset SentAt, WindowQuery Query) : StoreCommand(SentAt);

    public sealed record ReadDue(DateTimeOffset SentAt, DueQuery Query) : StoreCommand(SentAt);

    public sealed record TakeOccurrences(DateTimeOffset SentAt, IReadOnlyList<Claim> Claims) : StoreCommand(SentAt);

    public sealed record TakeOverRuns(DateTimeOffset SentAt, IReadOnlyList<Rescue> Rescues) : StoreCommand(SentAt);

    /// <summary>The attempts whose leases are to be prolonged; the shell adds which have started.</summary>
    public sealed record RenewLeases(DateTimeOffset SentAt, IReadOnlyList<Rescue> Runs) : StoreCommand(SentAt);

    public sealed record RecordCompletions(DateTimeOffset SentAt, IReadOnlyList<Completion> Completions) : StoreCommand(SentAt);

    public sealed record SetAside(DateTimeOffset SentAt, string ScheduleId, long Version, string Note) : StoreCommand(SentAt);

    /// <summary>Gives schedules that were saved by other rules the keys that the rules here make.</summary>
    /// <param name="Job">Their job.</param>
    /// <param name="TakesOver">Whether to make the rules here the job's, if they are not.</param>
    public sealed record MendKeys(string Job, bool TakesOver) : NodeCommand;

    public sealed record Publish(IReadOnlyList<SchedulingEvent> Events) : NodeCommand;

    /// <summary>Lets an attempt through the gate, unless its trust has ended by then.</summary>
    public sealed record StartAttempt(StoredRun Run, DateTimeOffset TrustUntil) : NodeCommand;

    public sealed record ExtendTrust(Guid RunId, int Attempt, DateTimeOffset TrustUntil) : NodeCommand;

    /// <summary>Closes the gate before an attempt, or cancels the token of one that has started.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="OnlyBeforeStart">Leave an attempt alone that has started.</param>
    /// <param name="WantsWord">Somebody waits to hear whether it had started.</param>
    public sealed record StopAttempt(Guid RunId, int Attempt, StopReason Reason, bool OnlyBeforeStart, bool WantsWord) : NodeCommand;

    /// <summary>Somebody who waits for the end of a run here may go on.</summary>
    public sealed record Acknowledge(Guid RunId, bool Started) : NodeCommand;

    /// <summary>Something in the node threw, which nothing should.</summary>
    public sealed record ReportFault(Exception Fault) : NodeCommand;

    /// <summary>The node has stopped: nothing of it is open any more.</summary>
    public sealed record Drained : NodeCommand;
}
