namespace Scheduling.Benchmarks.Systems.Ours;

/// <summary>What a schedule belongs to.</summary>
internal sealed record KeyedPayload(int OrderId, string Customer);
