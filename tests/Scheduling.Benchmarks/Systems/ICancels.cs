namespace Scheduling.Benchmarks.Systems;

/// <summary>A system whose sleeping schedules can be cancelled.</summary>
internal interface ICancels
{
    /// <summary>Whether it can cancel all that belong to something in one call.</summary>
    bool CancelsMany { get; }

    /// <summary>Saves schedules, each under a key of its own (its index) and one that all share.</summary>
    Task SaveKeyedAsync(int count, DateTimeOffset due);

    /// <summary>Cancels the one that has this key.</summary>
    Task CancelAsync(int key);

    /// <summary>Cancels all, by the key that they share.</summary>
    /// <returns>How many.</returns>
    Task<int> CancelAllAsync();
}
