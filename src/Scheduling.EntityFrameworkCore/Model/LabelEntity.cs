namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>A label of a schedule, by which users find it. Goes with its schedule by cascade.</summary>
public sealed class LabelEntity
{
    internal LabelEntity()
    {
    }

    /// <summary>The schedule.</summary>
    public string ScheduleId { get; internal set; } = null!;

    /// <summary>The label's name.</summary>
    public string Name { get; internal set; } = null!;

    /// <summary>Its value.</summary>
    public string Value { get; internal set; } = null!;
}
