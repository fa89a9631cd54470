using Scheduling.Hosting;

namespace Scheduling.Claiming;

/// <summary>
/// While more is due than there are slots, a batch waits a moment to grow to three quarters of the slots: otherwise each slot that comes free would pay for a
/// round trip of its own. Nothing waits when there is no backlog.
/// </summary>
internal sealed class Linger(NodeContext node)
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(2);

    public DateTimeOffset? Until { get; private set; }

    public bool IsEnough(int size)
    {
        if (size >= node.Settings.MaxConcurrentRuns - (node.Settings.MaxConcurrentRuns / 4) || node.Now >= Until)
        {
            return true;
        }

        Until ??= node.Now + s_moment;
        return false;
    }

    public void End() => Until = null;
}
