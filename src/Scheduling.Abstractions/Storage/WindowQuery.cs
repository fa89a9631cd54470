namespace Scheduling.Storage;

/// <summary>Which wake-ups a node wants to know.</summary>
/// <param name="Size">How many at the most.</param>
/// <param name="Jobs">The jobs that the node runs; none if it only saves and stops schedules.</param>
/// <param name="Strangers">How many schedules of other jobs at the most.</param>
public sealed record WindowQuery(int Size, IReadOnlyCollection<string> Jobs, int Strangers);
