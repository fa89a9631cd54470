using Scheduling.ConsoleHost.Buses;
using Scheduling.ConsoleHost.Stores;

namespace Scheduling.ConsoleHost.Arguments;

/// <summary>What the user asked for.</summary>
internal sealed record CommandLine
{
    public static readonly TimeSpan DefaultLength = TimeSpan.FromSeconds(20);

    /// <summary>Only tell how the program is used.</summary>
    public bool Help { get; init; }

    /// <summary>Stay until Ctrl-C.</summary>
    public bool Serve { get; init; }

    /// <summary>The user's own schedules; null for those of the demo.</summary>
    public string? File { get; init; }

    /// <summary>Where schedules are kept; null for the program's own file.</summary>
    public StoreChoice? Store { get; init; }

    /// <summary>How hosts on one store hear of each other.</summary>
    public BusChoice Bus { get; init; } = new BusChoice.Memory();

    /// <summary>How long the program stays unless it serves.</summary>
    public TimeSpan Length { get; init; } = DefaultLength;
}
