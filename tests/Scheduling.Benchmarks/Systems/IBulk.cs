namespace Scheduling.Benchmarks.Systems;

/// <summary>A system that has a call for many at once.</summary>
internal interface IBulk;
