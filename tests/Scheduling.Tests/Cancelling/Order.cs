namespace Scheduling.Tests.Cancelling;

/// <summary>A payload with values of every kind that a cancel rule can speak of.</summary>
public sealed record Order(
    int Number, Guid Id, string? Customer = null, bool IsRush = false, decimal Price = 0, Address? Ship = null, long? Parent = null);
