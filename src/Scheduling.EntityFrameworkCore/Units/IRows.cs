using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>The rows as a transaction sees them. A row that is not there is left out.</summary>
internal interface IRows
{
    /// <summary>The store's clock.</summary>
    DateTime Now { get; }

    Task<IReadOnlyList<ScheduleEntity>> SchedulesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Which life of these ids there is now.</summary>
    Task<IReadOnlyDictionary<string, long>> IncarnationsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>The runs, open or ended.</summary>
    Task<IReadOnlyList<RunEntity>> RunsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The open runs of these schedules, whichever life they belong to.</summary>
    Task<IReadOnlyList<RunEntity>> OpenRunsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken);

    /// <summary>How many of the listed runs of these schedules have ended in each way.</summary>
    Task<IReadOnlyList<EndedCount>> EndedCountsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken);

    /// <summary>Of each life of these schedules, the listed runs that ended last: several if they did at the same time.</summary>
    Task<IReadOnlyList<LastEnd>> LastEndsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken);

    Task<IReadOnlyList<CancelKeyEntity>> CancelKeysAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken);

    /// <summary>The schedules that have one of these keys.</summary>
    Task<IReadOnlyList<string>> WithCancelKeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>The labels of these schedules.</summary>
    Task<IReadOnlyList<LabelEntity>> LabelsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken);

    /// <summary>The ids of the schedules that match, in order.</summary>
    Task<IReadOnlyList<string>> MatchingAsync(ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken);

    Task<int> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken);

    /// <summary>The runs that match, the greatest id first.</summary>
    Task<IReadOnlyList<RunEntity>> MatchingRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken);

    /// <summary>The earliest active schedules of a job by due time and id, up to a time.</summary>
    Task<IReadOnlyList<ScheduleHead>> DueAsync(string job, DateTime upTo, int limit, CancellationToken cancellationToken);

    /// <summary>The earliest open runs of a job by the end of their lease and id, up to a time.</summary>
    Task<IReadOnlyList<RunHead>> LeasesAsync(string job, DateTime upTo, int limit, CancellationToken cancellationToken);

    /// <summary>Other jobs that have active schedules with a due time: those whose earliest one comes first.</summary>
    Task<IReadOnlyList<string>> OtherJobsAsync(IReadOnlyCollection<string> jobs, int limit, CancellationToken cancellationToken);

    Task<IReadOnlyList<JobEntity>> JobsAsync(IReadOnlyCollection<string> jobs, CancellationToken cancellationToken);

    /// <summary>The schedules that were declared in code, and by which application.</summary>
    Task<IReadOnlyDictionary<string, string>> DeclaredAsync(CancellationToken cancellationToken);
}
