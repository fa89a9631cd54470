using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>What became of a <see cref="NewRun"/>.</summary>
/// <param name="Run">The run; null if it was skipped.</param>
/// <param name="Stopped">The claimed runs that are to make way for it.</param>
internal readonly record struct Arrival(RunEntity? Run, IReadOnlyList<RunHead> Stopped)
{
    /// <summary>The callbacks of those that have ended to make way.</summary>
    public IReadOnlyList<RunHead> Callbacks { get; init; } = [];
}
