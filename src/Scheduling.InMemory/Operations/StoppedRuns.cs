using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Stops runs, and remembers them for the reply, each once.</summary>
/// <param name="tables">The rows.</param>
/// <param name="cancel">What becomes of claimed ones.</param>
/// <param name="now">The store's now.</param>
internal sealed class StoppedRuns(Tables tables, CancelRequest cancel, long now)
{
    private readonly HashSet<Guid> _told = [];

    public List<RunHead> Claimed { get; } = [];

    public List<RunHead> Waiting { get; } = [];

    public List<RunHead> Callbacks { get; } = [];

    public void Stop(IEnumerable<RunRow> open)
    {
        foreach (var run in open)
        {
            if (!_told.Add(run.Id))
            {
                continue;
            }

            run.Cancel = run.Cancel > cancel ? run.Cancel : cancel;
            if (run.State != RunState.Claimed)
            {
                if (CallingBack.End(tables, run, RunState.Cancelled, null, now) is { } callback)
                {
                    Callbacks.Add(callback);
                }

                Waiting.Add(run.ToHead());
            }
            else
            {
                Claimed.Add(run.ToHead());
            }
        }
    }
}
