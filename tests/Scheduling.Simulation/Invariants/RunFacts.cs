using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>A run, as the store's answers show it.</summary>
internal sealed class RunFacts(StoredRun run, OverlapPolicy overlap, long sequence)
{
    public Guid Id => run.Id;

    public string ScheduleId => run.ScheduleId;

    public string Job => run.Job;

    public DateTimeOffset Occurrence => run.Occurrence;

    public OverlapPolicy Overlap => overlap;

    /// <summary>The place of its claim among all that the store has carried out.</summary>
    public long Sequence => sequence;

    public int Attempt { get; set; } = run.Attempt;

    public long Fence { get; set; } = run.Fence;

    public string Node { get; set; } = run.Node;

    public DateTimeOffset LeaseUntil { get; set; } = run.LeaseUntil;

    public bool IsWaiting { get; set; }

    /// <summary>How it ended; null while it is open.</summary>
    public RunState? Outcome { get; set; }

    public int Lost { get; set; }
}
