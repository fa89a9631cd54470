namespace Scheduling.Simulation.Reporting;

/// <summary>What was simulated, in numbers that add up over seeds.</summary>
internal sealed class Figures
{
    public TimeSpan Simulated { get; set; }

    public long Events { get; set; }

    public long Occurrences { get; set; }

    public long Starts { get; set; }

    public long Missed { get; set; }

    public long Skipped { get; set; }

    public long Buffered { get; set; }

    public long Promoted { get; set; }

    public long Triggered { get; set; }

    public long Rescues { get; set; }

    public long Poisoned { get; set; }

    public long Calls { get; set; }

    public long FailedCalls { get; set; }

    public long FailedAsks { get; set; }

    public long Stops { get; set; }

    public long StoreCalls { get; set; }

    public long StoreFailures { get; set; }

    public long Crashes { get; set; }

    public long Freezes { get; set; }

    public long CleanLeaves { get; set; }

    public void Add(Figures other)
    {
        Simulated += other.Simulated;
        Events += other.Events;
        Occurrences += other.Occurrences;
        Starts += other.Starts;
        Missed += other.Missed;
        Skipped += other.Skipped;
        Buffered += other.Buffered;
        Promoted += other.Promoted;
        Triggered += other.Triggered;
        Rescues += other.Rescues;
        Poisoned += other.Poisoned;
        Calls += other.Calls;
        FailedCalls += other.FailedCalls;
        FailedAsks += other.FailedAsks;
        Stops += other.Stops;
        StoreCalls += other.StoreCalls;
        StoreFailures += other.StoreFailures;
        Crashes += other.Crashes;
        Freezes += other.Freezes;
        CleanLeaves += other.CleanLeaves;
    }
}
