using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>
/// Holds schedules and their open runs: the truth. Implementations are safe for use by many threads, and need no others than these
/// operations. The contract suites of the test kit hold each rule below.
/// </summary>
/// <remarks>
/// <para><b>Each operation is atomic</b>: it happens whole or, when it throws, may have happened whole or not at all; the caller finds out by asking. A
/// batch is one operation, and its items are decided one by one in the order given: a refused item does not undo the others.</para>
/// <para><b>The store's clock decides</b>: each predicate on a time uses the clock of the store (for a database server, its own; for a store in
/// process, the injected <see cref="TimeProvider"/>), never a time sent by the caller, and each reply carries it. Times are kept to the microsecond.</para>
/// <para><b>Versions and fences</b> are drawn from one counter of the store, which only rises. So no version is used twice, also not by a schedule
/// that was deleted and saved again, and a later claim always has the higher fence.</para>
/// <para><b>Ids</b> are compared character by character, and ordered by their code points (<see cref="IdOrder"/>), as databases do that compare UTF-8 by its bytes.</para>
/// <para><b>Open runs</b> are those in state <see cref="RunState.Claimed"/>, <see cref="RunState.Waiting"/> or <see cref="RunState.Buffered"/>. A store keeps them; of those that have ended it keeps what
/// <see cref="RunRetention"/> asks for.</para>
/// <para><b>Buffered runs</b> wait for the runs before them: those of the same life of the schedule that are claimed or wait, and the buffered ones with an earlier occurrence (of one time: a
/// smaller id). Whatever ends the last of those, also lets the first buffered one wait for its taking up in the same step (state Waiting, due at the store's now), and says so in its answer. Until then
/// it has a wake-up like any run, a lease after it was buffered: should nobody have been told, whoever acts on that finds it free, or prolongs the wait.</para>
/// <para><b>Rows that vanish</b> by other hands than <see cref="StopAsync"/> (a cascade in the user's database, a statement of a user's own) take their schedule out of the world like a delete:
/// nothing of it is claimed; a run that waits ends as cancelled when it is to be rescued; of one that is claimed, the next renewal says that it is to be stopped.</para>
/// </remarks>
public interface IScheduleStore
{
    /// <summary>What to call the store in telemetry, for example <c>in_memory</c> or <c>postgresql</c>.</summary>
    string System { get; }

    /// <summary>Whether nodes in other processes may work on the same rows.</summary>
    bool IsShared { get; }

    /// <summary>Prepares the store for a node that starts.</summary>
    /// <remarks>
    /// Remembers the fingerprint of each job that has none yet. Changes nothing else.
    /// </remarks>
    /// <param name="fingerprints">Of each job that is registered on the node, the fingerprint of its cancel rules.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The jobs of which another fingerprint is remembered or whose rebuild has not ended, schedules that were saved by other rules, and those that were declared in code.</returns>
    Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken);

    /// <summary>Replaces the cancel keys of schedules whose job's rules have changed. The version does not change.</summary>
    /// <remarks>
    /// An item applies only where the schedule still has the version named, and its job's remembered fingerprint is the one named; the others are left alone, having
    /// been saved meanwhile, or being up to a host with other rules. No fingerprint becomes remembered between the look at it and the end of the transaction.
    /// </remarks>
    /// <param name="keys">The schedules and their new keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken);

    /// <summary>Makes rules those of a job, or remembers that all schedules of the job have keys that were made by them.</summary>
    /// <remarks>
    /// Who rebuilds keys calls this before, so that whatever is saved by other rules from now on is marked, reads the schedules, replaces their keys, and calls this
    /// once more. In between, <see cref="OpenAsync"/> tells everybody that the job is stale: a rebuild that is cut short is done by the next one.
    /// </remarks>
    /// <param name="job">The job.</param>
    /// <param name="fingerprint">The fingerprint of its cancel rules.</param>
    /// <param name="isRebuilt">Whether the keys have been replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True; with <paramref name="isRebuilt"/>, false if another fingerprint has become the job's meanwhile, which stays.</returns>
    Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken);

    /// <summary>Reads the nearest wake-ups: the earliest of active schedules by their due time and of open runs by the end of their lease.</summary>
    /// <remarks>
    /// Both kinds compete for the same places, ordered by time and then by id (a schedule's id, a run's id in format <c>N</c>). Only jobs that are named
    /// count; of active schedules with other jobs, the earliest few are returned apart. One indexed read, whatever the number of schedules.
    /// </remarks>
    /// <param name="query">How many, and of which jobs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken);

    /// <summary>Reads what is due now, and how the schedules stand that are asked for.</summary>
    /// <param name="query">How much, of which jobs, and which ones besides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken);

    /// <summary>Takes occurrences, and advances each schedule to its next one in the same step.</summary>
    /// <remarks>
    /// <para>An item is carried out where the schedule is active, has exactly the version named, its due time is the one named, and neither that nor
    /// the occurrence's due time is after the store's now, which is not after <see cref="Claim.NotAfter"/>. Then: version and fence are drawn anew; due time, next occurrence and remaining ones become those of <see cref="Claim.Next"/> (null: the schedule is
    /// completed); the node becomes the schedule's owner; a pause until a time is over, and the note is that of the definition again; <see cref="Claim.Missed"/> is added to the missed ones, and <see cref="Claim.MissedRun"/> is stored as a run that has ended.</para>
    /// <para>Where <see cref="Claim.RunsNothing"/>, that is all: verdict <see cref="ClaimVerdict.PassedOver"/>. Otherwise, with no open run of this life of the schedule, or with overlap
    /// <see cref="OverlapPolicy.AllowAll"/>, the run is inserted under the id given, in state Claimed, attempt 1, with its own copy of job and payload, its lease ending at the
    /// store's now plus the lease: verdict <see cref="ClaimVerdict.Claimed"/>.</para>
    /// <para>With an open run: <see cref="OverlapPolicy.Skip"/> counts the occurrence as skipped, verdict <see cref="ClaimVerdict.SkippedOverlap"/>. <see cref="OverlapPolicy.BufferOne"/> and
    /// <see cref="OverlapPolicy.BufferAll"/> do so if one, or as many as the schedule's limit, are buffered already. Else the run is inserted in state Buffered, attempt 0, held by nobody but with the node's
    /// name, its lease ending at the store's now plus the lease: verdict <see cref="ClaimVerdict.Buffered"/>. <see cref="OverlapPolicy.CancelOther"/> ends the runs that wait or are buffered as cancelled, and marks the
    /// claimed ones to be stopped (<see cref="CancelRequest.Always"/>); if there are such, the run is buffered, else claimed. No run that is decided on ends in between unseen: it is either open until this
    /// step is over, or has ended before.</para>
    /// <para>Else the verdict is <see cref="ClaimVerdict.Refused"/>, with how the schedule stands, unless a run with the id given exists, is Claimed, on attempt 1 and
    /// held by this node: then this is the repetition of a claim whose reply was lost, and the answer is Claimed with that run; likewise Buffered, if it is buffered with this node's name.</para>
    /// </remarks>
    /// <param name="claims">The occurrences.</param>
    /// <param name="holder">Who takes them, and for how long.</param>
    /// <param name="cancellationToken">Gives up; the claims may have been carried out.</param>
    /// <returns>One result for each item, in order; never waits for a lock that a transaction of others holds, but answers <see cref="ClaimVerdict.Busy"/>.</returns>
    Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken);

    /// <summary>Prolongs leases to the store's now plus the lease, and learns which runs are to be stopped.</summary>
    /// <remarks>
    /// An item is carried out where the run is Claimed, on the attempt named, and is not to be stopped, or has started. A run that is to be stopped and has not started is
    /// not prolonged, so that whoever waits for its end waits for one lease at the most. <see cref="Renewal.Started"/> is stored once true.
    /// </remarks>
    /// <param name="renewals">The runs.</param>
    /// <param name="lease">How long from the store's now.</param>
    /// <param name="cancellationToken">Gives up; leases may have been prolonged.</param>
    /// <returns>One result for each item, in order.</returns>
    Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Takes over runs whose lease has ended, or that waited for their retry until now.</summary>
    /// <remarks>
    /// <para>An item counts where the run is open, on the attempt named, and its lease ends at or before the store's now. A run that is to be stopped ends
    /// as cancelled. A buffered run before which others are open is refused, and its lease prolonged to the store's now plus the lease. A run in state Claimed has lost its node: one more is counted as lost, and at <paramref name="poisonAfter"/> of them the run ends as
    /// failed, set aside as poisoned, and counts among its schedule's failures in a row as with <see cref="FinishAsync"/>; while a transaction of others holds that schedule, it is refused instead, and its lease prolonged. Otherwise the attempt is raised by one, with a new fence, this holder, a new lease, not started, state Claimed.</para>
    /// <para>Else the item is refused, with how the run stands, unless the run is Claimed, on the attempt after the one named, and held by this node: then this is the
    /// repetition of a rescue whose reply was lost, and the answer is Rescued with that run.</para>
    /// </remarks>
    /// <param name="rescues">The runs.</param>
    /// <param name="holder">Who takes them, and for how long.</param>
    /// <param name="poisonAfter">How many attempts may be lost with their node before the run is set aside.</param>
    /// <param name="cancellationToken">Gives up; the rescues may have been carried out.</param>
    /// <returns>One result for each item, in order.</returns>
    Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken);

    /// <summary>Stores how attempts ended.</summary>
    /// <remarks>
    /// An item is recorded where the run is Claimed and on the attempt named; otherwise it was fenced, and its result is refused. A run that is to wait (for a retry,
    /// or because it is handed back) while it is to be stopped ends as cancelled instead. When a run ends, its outcome is counted with its schedule, and its schedule has
    /// one open run less; the first buffered one may then be taken up. With <see cref="Completion.SetAside"/>, the schedule, if it still lives and is active and no transaction of others holds it, becomes faulted with that note and a new version.
    /// With <see cref="Completion.CountsInARow"/>, of a run that was made with <see cref="StoredRun.PauseAfterFailures"/>: ended as failed it raises its schedule's <see cref="StoredSchedule.FailureStreak"/>, as succeeded it makes that
    /// zero, batch by batch in the order given; an active schedule whose own number is reached with it is paused, with a note and a new version, and its other open runs go on. While a transaction of others holds the schedule,
    /// such an end is not stored (<see cref="CompletionResult.IsBusy"/>): nothing waits for it, and no failure is lost.
    /// In the same step, ended runs that <paramref name="retention"/> does not ask for are removed: of each schedule that is concerned, those beyond the number; and of any schedule, some of
    /// those that are too old, at least as many as were recorded. What they counted stays counted. A row that another transaction holds is left for a later step.
    /// Callbacks are kept by the same number, counted by themselves.
    /// </remarks>
    /// <param name="completions">The attempts.</param>
    /// <param name="retention">Which ended runs are kept.</param>
    /// <param name="cancellationToken">Gives up; results may have been recorded.</param>
    /// <returns>One result for each item, in order.</returns>
    Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken);

    /// <summary>Creates schedules, or replaces them where they still have the version named.</summary>
    /// <remarks>
    /// Without an expected version the schedule must not exist; with one it must exist and have exactly that version. Then the definition is stored with a version drawn
    /// anew; replacing keeps the incarnation, the time of creation, the counts, the fence and the open runs (whose own copies of job and payload do not change). Otherwise
    /// nothing of that item is stored. Where <see cref="ScheduleWrite.Rules"/> is not what is remembered of the job, or nothing is, the schedule also gets the key
    /// <see cref="OtherRules.KeyOf"/>: so the next host that starts, or is told, gives it the keys that it should have. No other fingerprint becomes remembered between the
    /// look at it and the end of the transaction.
    /// </remarks>
    /// <param name="writes">The definitions; no id twice.</param>
    /// <param name="cancellationToken">Gives up; definitions may have been stored.</param>
    /// <returns>One result for each item, in order.</returns>
    Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken);

    /// <summary>Deletes or pauses schedules, and asks for their open runs to be stopped.</summary>
    /// <remarks>
    /// A deleted schedule is gone, with its cancel keys. Only active schedules are paused; a paused one keeps its due time. With <see cref="StopCommand.Until"/>, an active one that has a due time stays active: that due
    /// time is kept as <see cref="StoredSchedule.PausedDue"/>, and it is due then or at <see cref="StopCommand.Until"/>, whichever is later; done again, the kept one stays. A pause for good brings it back. Each gets a version drawn anew. A run that waits or is buffered
    /// ends as cancelled at once; a claimed one is marked with <see cref="StopCommand.Cancel"/>, and goes on in the store until it is finished or its lease ends.
    /// A stronger mark is never replaced by a weaker one. Of an id in <see cref="StopCommand.Ids"/> the open runs are stopped and returned in any case, also if the
    /// schedule has completed, is paused already, or was deleted by somebody who still waits: whoever names an id may rely on it that no run of it starts.
    /// <see cref="StopCommand.SchedulesOnly"/> and <see cref="StopCommand.StoppedBefore"/> split this in two, for a caller whose own transaction decides whether the first half becomes true.
    /// A buffered run that was claimed after such a stop, behind a run that it ends, need not go on in the same step: it is found when its lease ends.
    /// </remarks>
    /// <param name="command">Which schedules, and what to do.</param>
    /// <param name="cancellationToken">Gives up; it may have been carried out.</param>
    Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a paused or faulted schedule, or one that is paused until a time, active again, with a version drawn anew; its due time stays as it was, or is <see cref="StoredSchedule.PausedDue"/> again, and its note is
    /// that of its definition again. No failure in a row is counted any more.
    /// </summary>
    /// <param name="scheduleId">The schedule.</param>
    /// <param name="owner">The node that resumes it.</param>
    /// <param name="cancellationToken">Gives up; it may have been carried out.</param>
    /// <returns>How the schedule stands now; null if there was none to resume.</returns>
    Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken);

    /// <summary>Makes runs that somebody asks for, in the order given.</summary>
    /// <remarks>
    /// An item is carried out where the schedule exists, in the life named, and is not faulted, and where no run has the id. The run is inserted with its own copy of job and payload, in state Waiting, attempt 0, due at the
    /// store's now, so that a node takes it up; what open runs mean for it is as with <see cref="ClaimAsync"/>, with Waiting in place of Claimed. The schedule, but for a skipped one that it counts, does not change.
    /// </remarks>
    /// <param name="triggers">The runs; no id twice.</param>
    /// <param name="holder">Who is to take them up, and how long a buffered one may go without being looked at.</param>
    /// <param name="cancellationToken">Gives up; runs may have been made.</param>
    /// <returns>One result for each item, in order.</returns>
    Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken);

    /// <summary>Makes an active schedule faulted, with a note and a version drawn anew, if it still has the version named.</summary>
    /// <param name="scheduleId">The schedule.</param>
    /// <param name="version">The version that could not be run.</param>
    /// <param name="note">Why.</param>
    /// <param name="cancellationToken">Gives up; it may have been carried out.</param>
    /// <returns>Whether it was set aside.</returns>
    Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken);

    /// <summary>Reads open runs by their ids; those that have ended or do not exist are left out.</summary>
    /// <param name="runIds">The ids.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken);

    /// <summary>Reads schedules by their ids; those that do not exist are left out.</summary>
    /// <param name="scheduleIds">The ids.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken);

    /// <summary>Reads the next page of the schedules that match, in the order of their ids.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="afterId">The last id of the page before; null for the first.</param>
    /// <param name="limit">How many at the most; fewer means that there are no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Counts the schedules that match.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken);

    /// <summary>Reads the next page of the runs that match, open ones and those that have ended and are kept, the greatest id first: the newest, as nodes make ids.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="beforeId">The last id of the page before; null for the first.</param>
    /// <param name="limit">How many at the most; fewer means that there are no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken);
}
