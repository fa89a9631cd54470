namespace Scheduling.Schedules;

/// <summary>How a node stood at one moment. Immutable.</summary>
/// <remarks>
/// The store and the bus are judged by how they last answered, to the node or to calls of the application. Nobody asks them in order to know: a node that sleeps learns of a failure when it next
/// has something to do.
/// </remarks>
public sealed record SchedulerHealth
{
    /// <summary>Whether the node has read the store since the host started. Until then nothing is claimed here.</summary>
    public required bool HasStarted { get; init; }

    /// <summary>Whether the store answered when it was last asked; true before it was asked at all.</summary>
    public required bool StoreAnswers { get; init; }

    /// <summary>Since when that is so.</summary>
    public required DateTimeOffset StoreSince { get; init; }

    /// <summary>What the store's last failure said, also if it has answered since; null if there was none.</summary>
    public string? StoreFailure { get; init; }

    /// <summary>Whether the bus accepted what was last published; true before anything was. While it does not, runs may be late after changes made on other nodes; nothing is lost.</summary>
    public required bool BusAccepts { get; init; }

    /// <summary>Since when that is so.</summary>
    public required DateTimeOffset BusSince { get; init; }

    /// <summary>What the bus's last failure said, also if it has accepted something since; null if there was none.</summary>
    public string? BusFailure { get; init; }

    /// <summary>Runs that are running on this node.</summary>
    public required int Running { get; init; }

    /// <summary>Occurrences that are due and wait for a free slot on this node.</summary>
    public required int Due { get; init; }
}
