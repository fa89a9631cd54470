using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>One promise, held against everything that happens. Its name is what is reported.</summary>
internal abstract class Checker(World world)
{
    protected World World => world;

    /// <summary>The store was asked something.</summary>
    public virtual void Called(string node, string operation)
    {
    }

    /// <summary>A schedule's row has changed.</summary>
    public virtual void RowChanged(RowFacts? before, RowFacts after)
    {
    }

    /// <summary>An occurrence was claimed or buffered, or skipped because of one that runs (then there is no run), or all that was due was passed over. Told before the facts change.</summary>
    public virtual void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
    }

    /// <summary>A node sends a claim.</summary>
    public virtual void Asked(string node, Claim claim)
    {
    }

    /// <summary>The answer to a claim has reached the node that sent it.</summary>
    public virtual void Heard(string node, Claim claim, ClaimResult result)
    {
    }

    /// <summary>Somebody asked for a run, and the store has it now, or has counted it as skipped (then there is no run). Told before the facts change.</summary>
    public virtual void Triggered(string node, RowFacts row, Trigger trigger, RunFacts? run)
    {
    }

    /// <summary>A call that asked for these runs has returned.</summary>
    public virtual void AskReturned(IReadOnlyCollection<Guid> runIds)
    {
    }

    /// <summary>The store lets a buffered run go on; told before the facts change.</summary>
    public virtual void Promoted(string node, RunFacts run)
    {
    }

    /// <summary>A run was taken over or taken up; told before the facts change.</summary>
    public virtual void Rescued(string node, RunFacts run, StoredRun taken)
    {
    }

    /// <summary>A run has ended; told before the facts change.</summary>
    public virtual void Ended(string node, RunFacts run, int attempt, RunState outcome)
    {
    }

    public virtual void HandlerStarts(Handler handler, RunFacts run)
    {
    }

    public virtual void HandlerEnds(Handler handler)
    {
    }

    /// <summary>A call that stops schedules has returned.</summary>
    public virtual void StopReturned(IReadOnlyCollection<string> scheduleIds, long sequence)
    {
    }

    /// <summary>A moment in which nothing happens; called every minute.</summary>
    public virtual void Look()
    {
    }

    /// <summary>Everything is mended and all has had its time.</summary>
    public virtual void AtEnd()
    {
    }

    protected void Violate(string text) => world.Violate(GetType().Name, text);
}
