using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Sleeping;

/// <summary>
/// Decides when the window is read: at the start, after each gap in what the bus tells, when the window has run low, and when its horizon comes
/// near (the sentinel). Otherwise never.
/// </summary>
internal sealed class WindowReader(NodeContext node, Func<Guid, bool> isHeldHere)
{
    private const int StrangersRead = 16;
    private static readonly TimeSpan s_lead = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private DateTimeOffset _lastRead = DateTimeOffset.MinValue;
    private bool _isWanted;

    public bool HasRead { get; private set; }

    public DateTimeOffset? WakeAt
    {
        get
        {
            // Before the first reading only the greeting says when to read, however much has been heard.
            if (_lane.IsBusy || (!HasRead && !_isWanted))
            {
                return null;
            }

            var sweep = HasRead && node.Settings.SafetySweep is { } every ? Latest(_lastRead + every) : (DateTimeOffset?)null;
            return Earliest.Of(_isWanted ? _lane.RetryAt ?? node.Now : null, Earliest.Of(SentinelAt, sweep));
        }
    }

    // While fired wake-ups wait for a free slot, a page would only bring them again. The pause keeps a horizon that does not move,
    // because its wake-ups are left to their owners, from being read at every turn.
    private DateTimeOffset? SentinelAt =>
        node.Window.IsLow ? Latest(node.Window.Count < node.Window.Peak ? node.Now : _lastRead + s_pause)
        : node.Window.Horizon is { } horizon && node.Window.Waiting == node.Window.Count
            ? Latest(_lastRead + s_pause, node.Clock.ToLocal(horizon - DateTimeOffset.MinValue < s_lead ? horizon : horizon - s_lead))
        : null;

    public void Want() => _isWanted = true;

    public void Decide(int openAttempts)
    {
        if (_lane.IsFree(node.Now) && WakeAt is { } at && at <= node.Now)
        {
            _isWanted = false;
            _lane.Sent();
            node.Window.BeginReading();

            // The attempts that run here are among the nearest wake-ups, and take no place in the window.
            node.Do(new NodeCommand.ReadWindow(
                node.Now, new WindowQuery(node.Settings.WindowSize + openAttempts, node.Jobs.Names, StrangersRead)));
        }
    }

    public void Answered(WindowPage page)
    {
        _lane.Answered();
        HasRead = true;
        _lastRead = node.Now;
        node.Window.Merge(
            [.. page.Schedules.Select(WakeUp.For), .. page.Runs.Select(WakeUp.For)],
            page.More,
            wakeUp => wakeUp.Kind != WakeUpKind.Run || !isHeldHere(wakeUp.RunId));
    }

    public void Failed()
    {
        _lane.Failed(node.Now, node.Random);
        _isWanted = true;
        node.Window.AbandonReading();
    }

    private DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var latest = _lane.RetryAt ?? DateTimeOffset.MinValue;
        foreach (var time in times)
        {
            latest = time > latest ? time : latest;
        }

        return latest;
    }
}
