using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Ends runs that wait or are buffered, and marks claimed ones to be stopped.</summary>
internal sealed class StoppingRuns(IUnitOfWork unit, CancelRequest cancel)
{
    private readonly HashSet<Guid> _told = [];

    public List<RunHead> Claimed { get; } = [];

    public List<RunHead> Waiting { get; } = [];

    public List<RunHead> Callbacks { get; } = [];

    public void Stop(RunEntity run)
    {
        unit.Change(run);
        run.Cancel = run.Cancel > cancel ? run.Cancel : cancel;
        if (run.State != RunState.Claimed)
        {
            if (CallingBack.End(unit, run, RunState.Cancelled, null, unit.Now) is { } callback)
            {
                Callbacks.Add(callback);
            }

            Waiting.Add(run.ToHead());
        }
        else if (_told.Add(run.Id))
        {
            Claimed.Add(run.ToHead());
        }
    }

    /// <summary>Stops what was claimed before schedules were stopped, now that this has become true.</summary>
    public async Task StopBeforeAsync(IReadOnlyCollection<StoppedSchedule> schedules, CancellationToken cancellationToken)
    {
        string[] ids = [.. schedules.Select(schedule => schedule.Id).Distinct(StringComparer.Ordinal)];
        var present = (await unit.SchedulesAsync(ids, cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var open = await OpenRuns.LoadAsync(unit, ids, cancellationToken).ConfigureAwait(false);
        foreach (var (id, version) in schedules)
        {
            // A later fence may be a rescue's; as long as the schedule has that version, it was not resumed, so that no run can be newer.
            foreach (var run in open.Of(id).Where(run => run.Incarnation < version
                && (!(present.GetValueOrDefault(id) is { } row && row.Incarnation == run.Incarnation) || row.Version == version || run.Fence < version)))
            {
                Stop(run);
            }
        }
    }
}
