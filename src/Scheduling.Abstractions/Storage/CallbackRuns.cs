using Scheduling.Jobs;

namespace Scheduling.Storage;

/// <summary>What all stores share of the runs that tell of the ends of others. Pure.</summary>
/// <remarks>
/// Whatever ends a run in a way that its <see cref="StoredRun.Callbacks"/> name makes, in the same step, one more run in state <see cref="RunState.Waiting"/>, attempt 0, due at the store's now: of the same schedule, group, name,
/// job, occurrence and trace, with the payload of the run, cause <see cref="RunCause.Callback"/>, <see cref="StoredRun.CallbackOf"/> and <see cref="StoredRun.CallbackError"/>. It has no callbacks of its own, and pauses nothing. It is no
/// run of the schedule's life: nobody's overlap, buffer or count knows of it, a delete or a pause leaves it alone, and it is taken up though its schedule is gone. Its incarnation is the run's, negated.
/// </remarks>
public static class CallbackRuns
{
    /// <summary>Where ids differ: this bit of byte 8 in the order of RFC 9562, which is never set in an id of its variant.</summary>
    private const byte Mark = 0x40;

    /// <summary>The id of the callback of a run: the same whoever computes it, so that no end is told of twice.</summary>
    /// <param name="runId">The run that has ended.</param>
    public static Guid IdOf(Guid runId) => Change(runId, b => (byte)(b | Mark));

    /// <summary>The run that a callback tells of.</summary>
    /// <param name="callbackId">The callback's id.</param>
    public static Guid RunOf(Guid callbackId) => Change(callbackId, b => (byte)(b & ~Mark));

    /// <summary>Whether an id is that of a callback.</summary>
    /// <param name="id">The id of a run.</param>
    public static bool IsCallback(Guid id) => IdOf(id) == id;

    /// <summary>Whether a run that has ended in this state has a callback.</summary>
    /// <param name="callbacks">Which ends have one.</param>
    /// <param name="ended">How it stands.</param>
    public static bool Tell(Callbacks callbacks, RunState ended) => OutcomeOf(ended) is { } outcome && callbacks.HasFlag(FlagOf(outcome));

    /// <summary>The flag of an outcome; none of one that has no callbacks.</summary>
    /// <param name="outcome">How a run has ended.</param>
    public static Callbacks FlagOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => Callbacks.Succeeded,
        RunOutcome.Failed => Callbacks.Failed,
        RunOutcome.Cancelled => Callbacks.Cancelled,
        RunOutcome.Missed => Callbacks.Missed,
        _ => Callbacks.None,
    };

    /// <summary>The outcome that a state stands for; null while a run is open.</summary>
    /// <param name="state">The state.</param>
    public static RunOutcome? OutcomeOf(RunState state) => state switch
    {
        RunState.Succeeded => RunOutcome.Succeeded,
        RunState.Failed => RunOutcome.Failed,
        RunState.Cancelled => RunOutcome.Cancelled,
        RunState.Missed => RunOutcome.Missed,
        _ => null,
    };

    /// <summary>The callback as it was made, of the run that has ended.</summary>
    /// <param name="ended">The run.</param>
    /// <param name="now">The store's now.</param>
    public static RunHead HeadOf(RunHead ended, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return new(IdOf(ended.Id), ended.ScheduleId, ended.Job, 0, RunState.Waiting, now, ended.Node, Started: false, CancelRequest.None);
    }

    private static Guid Change(Guid id, Func<byte, byte> change)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[8] = change(bytes[8]);
        return new Guid(bytes, bigEndian: true);
    }
}
