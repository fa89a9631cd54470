using Scheduling.Cluster.Tests.Records;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>An attempt, as its handler has told of it.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end; null if it told of none.</param>
internal sealed record AttemptSpan(Effect Start, Effect? End);
