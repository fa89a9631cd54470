namespace Scheduling.Storage;

/// <summary>Which wake-ups a node wants to know.</summary>
/// <param name="Size">How many at the most.</param>
/// <param name="Jobs">The jobs that are registered on the node.</param>
/// <param name="Strangers">How many schedules of other jobs at the most.</param>
public sealed record WindowQuery(int Size, IReadOnlyCollection<string> Jobs, int Strangers);
