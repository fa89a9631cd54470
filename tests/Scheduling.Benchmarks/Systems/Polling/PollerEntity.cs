namespace Scheduling.Benchmarks.Systems.Polling;

/// <summary>A row of the table that is polled.</summary>
internal sealed class PollerEntity
{
    public long Id { get; set; }

    public DateTime Due { get; set; }

    public bool IsDone { get; set; }
}
