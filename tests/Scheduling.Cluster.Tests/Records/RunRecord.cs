using Scheduling.Storage;

namespace Scheduling.Cluster.Tests.Records;

/// <summary>A run's row, as far as tests ask for it.</summary>
internal sealed record RunRecord(Guid Id, string ScheduleId, long Incarnation, DateTimeOffset Occurrence, int Attempt, RunState State, bool HasEnded);
