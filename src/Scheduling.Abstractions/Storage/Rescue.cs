namespace Scheduling.Storage;

/// <summary>A run to be taken over.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt that it must be on.</param>
public sealed record Rescue(Guid RunId, int Attempt);
