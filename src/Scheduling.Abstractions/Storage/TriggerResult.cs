namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Trigger"/>.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Run">The run, where it was accepted or buffered, or known and is open.</param>
public sealed record TriggerResult(TriggerVerdict Verdict, RunHead? Run)
{
    /// <summary>Claimed runs that are to be stopped to make way: their holders must be told.</summary>
    public IReadOnlyList<RunHead> Stopped { get; init; } = [];

    /// <summary>The callbacks of runs that have ended to make way.</summary>
    public IReadOnlyList<RunHead> Callbacks { get; init; } = [];
}
