namespace Scheduling.Benchmarks.Measuring;

/// <summary>A handler that has started.</summary>
/// <param name="Due">When it was due; for systems that do not tell a handler, the whole second before its start.</param>
/// <param name="Lateness">How long after that it started; negative when early.</param>
internal readonly record struct Firing(DateTimeOffset Due, TimeSpan Lateness);
