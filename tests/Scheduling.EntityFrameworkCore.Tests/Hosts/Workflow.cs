namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>What a user of the library keeps beside schedules.</summary>
public sealed class Workflow
{
    public string Id { get; set; } = null!;
}
