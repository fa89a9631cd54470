namespace Scheduling.ClusterHost.Talking;

/// <summary>A line of the host's input, as JSON.</summary>
/// <param name="Id">What the answer is to name.</param>
/// <param name="Deed">What is to be done.</param>
public sealed record Command(int Id, Deed Deed)
{
    /// <summary>What is to be saved.</summary>
    public IReadOnlyList<PlannedSchedule> Schedules { get; init; } = [];

    /// <summary>What is to be stopped or resumed.</summary>
    public string ScheduleId { get; init; } = "";
}
