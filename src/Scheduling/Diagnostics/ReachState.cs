namespace Scheduling.Diagnostics;

/// <summary>How the store or the bus stands.</summary>
/// <param name="IsUp">Whether it answered last time.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="Failure">What the last failure said, if there was one.</param>
internal sealed record ReachState(bool IsUp, DateTimeOffset Since, string? Failure);
