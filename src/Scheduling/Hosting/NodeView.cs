namespace Scheduling.Hosting;

/// <summary>What can be told of a node from outside: for gauges and tests.</summary>
/// <param name="Sleeping">Wake-ups that wait for their time.</param>
/// <param name="Due">Occurrences that wait for a free slot.</param>
/// <param name="Running">Attempts that run.</param>
/// <param name="WindowSize">Wake-ups held in memory.</param>
/// <param name="HasReadWindow">Whether the store has been read since the start.</param>
internal sealed record NodeView(int Sleeping, int Due, int Running, int WindowSize, bool HasReadWindow);
