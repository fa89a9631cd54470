using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Files;

/// <summary>What could be read of an entry; a part that is missing or wrong is null, and has its problem told.</summary>
/// <param name="Number">Which entry, counted from 1.</param>
internal sealed record FileEntry(int Number)
{
    public string? Id { get; init; }

    public string? Group { get; init; }

    public string? Name { get; init; }

    public OverlapPolicy Overlap { get; init; }

    public Recurrence? Recurrence { get; init; }

    public string? Job { get; init; }

    public object? Payload { get; init; }

    public ScheduleDefinition ToDefinition() =>
        new(Id!, Job!, Recurrence!) { Group = Group, Name = Name, Overlap = Overlap, Payload = Payload };
}
