using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>
/// One transaction that changes rows: they are loaded, decided on in memory, and written out. What was changed must be written before the same rows are loaded once more.
/// </summary>
internal interface IUnitOfWork : IRows, IRunWrites
{
    /// <summary>Makes sure that so many numbers can be drawn.</summary>
    Task ReserveAsync(int numbers, CancellationToken cancellationToken);

    void Add(ScheduleEntity schedule);

    void Add(CancelKeyEntity key);

    void Add(JobEntity job);

    /// <summary>The schedule gets a label, or another value of one that it has.</summary>
    void Put(LabelEntity label);

    /// <summary>Columns change that neither claims nor the ends of runs change.</summary>
    void Redefine(ScheduleEntity schedule);

    void Change(JobEntity job);

    /// <summary>The schedule goes, and its cancel keys and labels with it.</summary>
    void Remove(ScheduleEntity schedule);

    void Remove(CancelKeyEntity key);

    void Remove(LabelEntity label);

    /// <summary>Writes out what was changed.</summary>
    Task WriteAsync(CancellationToken cancellationToken);

    /// <summary>Removes ended runs of these schedules beyond a number of each, whichever life they belong to; the newest are kept.</summary>
    /// <returns>What was removed.</returns>
    Task<IReadOnlyList<LastEnd>> RemoveBeyondAsync(IReadOnlyCollection<string> scheduleIds, int kept, CancellationToken cancellationToken);

    /// <summary>Removes some of the runs that ended before a time.</summary>
    /// <returns>What was removed.</returns>
    Task<IReadOnlyList<LastEnd>> RemoveEndedBeforeAsync(DateTime time, int limit, CancellationToken cancellationToken);
}
