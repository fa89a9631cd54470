using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Claiming;

/// <summary>A claim that was sent and is not settled. It is repeated as it is, under its id, until an answer comes.</summary>
internal sealed class PendingClaim(WakeUp wakeUp, Claim claim, DateTimeOffset sentAt)
{
    public WakeUp WakeUp { get; } = wakeUp;

    public Claim Claim { get; } = claim;

    /// <summary>When it was sent first: the lease may run from then.</summary>
    public DateTimeOffset SentAt { get; } = sentAt;

    /// <summary>It was cancelled meanwhile: the run does not start.</summary>
    public bool IsStopped { get; set; }
}
