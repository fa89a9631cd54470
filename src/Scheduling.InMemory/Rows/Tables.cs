namespace Scheduling.InMemory.Rows;

/// <summary>All that the store knows. Guarded by the store's lock.</summary>
internal sealed class Tables
{
    private long _drawn;

    public ScheduleTable Schedules { get; } = new();

    public RunTable Runs { get; } = new();

    /// <summary>Of each job, the fingerprint of its rules, and whether its schedules' cancel keys have all been made by them.</summary>
    public Dictionary<string, (string Fingerprint, bool IsRebuilt)> Rules { get; } = new(StringComparer.Ordinal);

    /// <summary>The schedule of an id as it lives, and its former lives that still have open runs.</summary>
    public IEnumerable<ScheduleRow> Lives(string scheduleId) =>
        Runs.DeletedSchedules(scheduleId).Append(Schedules.Find(scheduleId)).OfType<ScheduleRow>();

    /// <summary>The next version or fence: one counter for both, which only rises.</summary>
    public long Draw() => ++_drawn;
}
