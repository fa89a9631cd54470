namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>A cancel key of a schedule: an event that has it deletes the schedule. Goes with its schedule by cascade.</summary>
public sealed class CancelKeyEntity
{
    internal CancelKeyEntity()
    {
    }

    /// <summary>The key.</summary>
    public string Key { get; internal set; } = null!;

    /// <summary>The schedule.</summary>
    public string ScheduleId { get; internal set; } = null!;
}
