using Scheduling.Hosting;

namespace Scheduling.Claiming;

/// <summary>
/// Claims of schedules that a transaction of others held. Each is tried again soon, longer apart each time, and takes no slot meanwhile. Only one that was sent before
/// without an answer keeps its slot and its id: it may itself be what holds the schedule, and come about yet.
/// </summary>
internal sealed class BusyClaims(NodeContext node)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(5);

    private readonly PriorityQueue<PendingClaim, DateTimeOffset> _waiting = new();

    /// <summary>When the first is tried again, by the node's clock.</summary>
    public DateTimeOffset? WakeAt => _waiting.TryPeek(out _, out var at) ? at : null;

    /// <summary>Those that may have come about, and keep their slots.</summary>
    public int Reserved { get; private set; }

    public void Add(PendingClaim claim)
    {
        var wait = s_firstWait * Math.Pow(2, Math.Min(claim.WakeUp.BusyTimes++, 10));
        Reserved += claim.MayHaveComeAbout ? 1 : 0;
        _waiting.Enqueue(claim, node.Now + ((wait < s_longestWait ? wait : s_longestWait) * (0.75 + (node.Random.Next() / 4))));
    }

    /// <summary>The next one whose time has come; those of which there is news, or which a node that stops leaves to others, are dropped.</summary>
    public PendingClaim? TakeDue()
    {
        while (_waiting.TryPeek(out var claim, out var at))
        {
            var isDropped = !claim.MayHaveComeAbout && (claim.WakeUp.IsStale || node.IsStopping);
            if (!isDropped && at > node.Now)
            {
                return null;
            }

            _waiting.Dequeue();
            if (!isDropped)
            {
                Reserved -= claim.MayHaveComeAbout ? 1 : 0;
                return claim;
            }
        }

        return null;
    }

    public PendingClaim? Find(Predicate<PendingClaim> match) =>
        _waiting.UnorderedItems.Select(item => item.Element).FirstOrDefault(claim => match(claim));
}
