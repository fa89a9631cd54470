using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Claiming;

/// <summary>A claim that is not settled. It is repeated as it is, under its id, until an answer comes.</summary>
internal sealed class PendingClaim(WakeUp wakeUp, Claim claim)
{
    /// <summary>What the claim settles; another when the same version woke once more meanwhile.</summary>
    public WakeUp WakeUp { get; set; } = wakeUp;

    public Claim Claim { get; } = claim;

    /// <summary>The claim as it is sent now.</summary>
    public Claim ToSend() => MayHaveComeAbout && WakeUp.Head is { } head ? ClaimPlan.Repeated(Claim, head) : Claim;

    /// <summary>How often it has been sent.</summary>
    public int Sent { get; set; }

    /// <summary>It was sent before and had no answer: whatever the store says of the schedule now, the run may yet turn out to be claimed.</summary>
    public bool MayHaveComeAbout => Sent > 1;

    /// <summary>It was cancelled meanwhile: the run does not start.</summary>
    public bool IsStopped { get; set; }
}
