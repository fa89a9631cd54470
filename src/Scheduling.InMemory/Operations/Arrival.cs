using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>What became of a <see cref="NewRun"/>.</summary>
/// <param name="Decision">What the schedule's open runs meant for it.</param>
/// <param name="Run">The run; null if it was skipped.</param>
/// <param name="Stopped">The claimed runs that are to make way for it.</param>
internal readonly record struct Arrival(OverlapDecision Decision, RunRow? Run, IReadOnlyList<RunHead> Stopped)
{
    /// <summary>The callbacks of those that have ended to make way.</summary>
    public IReadOnlyList<RunHead> Callbacks { get; init; } = [];
}
