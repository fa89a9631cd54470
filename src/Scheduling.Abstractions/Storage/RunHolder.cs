namespace Scheduling.Storage;

/// <summary>Who takes runs, and for how long.</summary>
/// <param name="Node">The node: its name and epoch.</param>
/// <param name="Lease">How long the claim holds without renewal.</param>
public sealed record RunHolder(string Node, TimeSpan Lease);
