using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Recovering;

/// <summary>A rescue that is not settled. It is repeated as it is until an answer comes.</summary>
internal sealed class PendingRescue(WakeUp wakeUp)
{
    /// <summary>What the rescue settles; another when the run woke once more meanwhile.</summary>
    public WakeUp WakeUp { get; set; } = wakeUp;

    public Rescue Rescue { get; } = new(wakeUp.RunId, (int)wakeUp.Version);

    /// <summary>It was cancelled meanwhile: the attempt does not start.</summary>
    public bool IsStopped { get; set; }
}
