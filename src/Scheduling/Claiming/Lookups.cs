using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Recovering;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Claiming;

/// <summary>
/// Reads how things stand where a wake-up has fired of which only the time was heard, and what else is due when another node has asked for help.
/// </summary>
internal sealed class Lookups(NodeContext node, ClaimDesk claims, RescueDesk rescues)
{
    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private HashSet<string> _schedules = [];
    private HashSet<string> _asked = [];
    private bool _helps;
    private bool _isInDoubt;

    public DateTimeOffset? WakeAt => HasWork && !node.IsStopping ? _lane.RetryAt : null;

    private bool HasWork => _helps || _schedules.Count > 0;

    public void LookAt(WakeUp wakeUp) => _schedules.Add(wakeUp.Id);

    // A node that runs nothing has nothing to ask for.
    public void Help() => _helps = node.Jobs.Names.Count > 0;

    /// <summary>
    /// Runs may have been made of which nobody was told. They are due: whoever has their job reads them, and here that is not forgotten for want of a slot or of an answer. They are not asked
    /// for by their ids, since a schedule's job may have changed before they were made.
    /// </summary>
    public void LookForRuns()
    {
        _isInDoubt = node.Jobs.Names.Count > 0;
        node.Tell(new SchedulingEvent(SchedulingEventKind.Backlog, node.Self));
    }

    public void Decide(int freeSlots)
    {
        if (node.IsStopping)
        {
            return;
        }

        // Who has no slot free is no help; those who ask will ask again.
        _helps = (_helps || _isInDoubt) && freeSlots > 0;
        if (HasWork && _lane.IsFree(node.Now))
        {
            _lane.Sent();
            (_asked, _schedules) = (_schedules, []);
            node.Do(new NodeCommand.ReadDue(
                node.Now, new DueQuery(_helps ? freeSlots : 0, node.Jobs.Names, [.. _asked])));
        }
    }

    public void Answered(DueQuery query, DuePage page)
    {
        _lane.Answered();
        var helped = query.Limit > 0;
        _isInDoubt &= !helped;
        var before = claims.Backlog;
        foreach (var head in page.Schedules.Where(head => node.Jobs.Has(head.Job)))
        {
            // What has fired with a head is on its way to its claim, and needs no help.
            var isAskedFor = _asked.Remove(head.Id);
            var fired = node.Window.Find(WakeUpKind.Schedule, head.Id) is { HasFired: true } known ? known : null;
            if (!isAskedFor && fired is not null)
            {
                continue;
            }

            var wakeUp = WakeUp.For(head);
            wakeUp.IsInPlaceOfOwner = fired is { IsInPlaceOfOwner: true };
            if (node.Window.Rearm(wakeUp) && head.NextDue <= node.StoreNow)
            {
                node.Window.Fire(wakeUp);
                claims.Take(wakeUp);
            }
        }

        foreach (var run in page.Runs)
        {
            rescues.Found(run);
        }

        Forget();

        // More is asked for only as long as that brings something: what is due may be on its way here already.
        _helps = helped ? page.More && claims.Backlog > before : _helps;
    }

    public void Failed()
    {
        _lane.Failed(node.Now, node.Random);
        _schedules.UnionWith(_asked);
    }

    // What was asked for and is not in the answer does not wake any more; what has fired since then is newer than the answer.
    private void Forget()
    {
        foreach (var id in _asked.Where(id => !_schedules.Contains(id)))
        {
            if (node.Window.Find(WakeUpKind.Schedule, id) is { HasFired: true } gone)
            {
                node.Window.Remove(gone.Kind, gone.Id, gone.Version);
            }
        }
    }
}
