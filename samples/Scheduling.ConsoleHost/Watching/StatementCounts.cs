namespace Scheduling.ConsoleHost.Watching;

/// <summary>How many statements the store got.</summary>
/// <param name="Total">In all, those included with which this program reads its table.</param>
/// <param name="InLastSleep">While nothing was due, running or changing, the last time that this was so.</param>
/// <param name="InAllSleeps">The same, all such times together.</param>
/// <param name="Sleeps">How many such times there were.</param>
/// <param name="Asleep">How long they were together.</param>
internal readonly record struct StatementCounts(long Total, long InLastSleep, long InAllSleeps, int Sleeps, TimeSpan Asleep);
