namespace Scheduling.Storage;

/// <summary>How an attempt ended.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt that it must be on.</param>
/// <param name="State">Succeeded, Failed, Cancelled, or Waiting for a retry or because it is handed back.</param>
public sealed record Completion(Guid RunId, int Attempt, RunState State)
{
    /// <summary>With Waiting: how long from the store's now until it is to be taken up.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whether the handler failed: one more is counted among the run's failures.</summary>
    public bool HandlerFailed { get; init; }

    /// <summary>What the handler threw, for people.</summary>
    public string? Error { get; init; }

    /// <summary>Without <see cref="SetAside"/>: whether the run was made with <see cref="StoredRun.PauseAfterFailures"/>, so that its end may count among its schedule's failures in a row: those of others are stored without a look at their schedules.</summary>
    public bool CountsInARow { get; init; }

    /// <summary>Why the schedule is to be set aside with the run; null: it is not.</summary>
    public string? SetAside { get; init; }
}
