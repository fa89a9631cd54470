namespace Scheduling.Schedules;

/// <summary>
/// The scheduler within a transaction of the caller's: what it saves, stops and resumes becomes true when that commits, and never was if it is rolled back. Not safe for use
/// by many threads, as transactions are not.
/// </summary>
/// <remarks>
/// Definitions are checked and refused exactly as by <see cref="IScheduler"/>. Nodes are told of a save before it (so that a process that dies after the commit strands nothing) and of everything else
/// after the commit. Keep such transactions short: an occurrence that falls due meanwhile of a schedule that was changed waits for their end.
/// </remarks>
public interface ITransactionalScheduler
{
    /// <inheritdoc cref="IScheduler.SaveAsync(ScheduleDefinition, CancellationToken)"/>
    Task<Schedule> SaveAsync(ScheduleDefinition definition, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IScheduler.SaveAsync(IEnumerable{ScheduleDefinition}, CancellationToken)"/>
    Task<IReadOnlyList<Schedule>> SaveAsync(IEnumerable<ScheduleDefinition> definitions, CancellationToken cancellationToken = default);

    /// <summary>Deletes a schedule with the commit, and cancels its open runs after it.</summary>
    /// <param name="scheduleId">The schedule's id; one that does not exist is no error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PendingCancel> DeleteAsync(string scheduleId, CancellationToken cancellationToken = default);

    /// <summary>Deletes every schedule that matches with the commit, and cancels their open runs after it.</summary>
    /// <param name="filter">Which ones; an empty filter is refused, <see cref="ScheduleFilter.All"/> means all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The filter is empty.</exception>
    Task<PendingCancel> DeleteAsync(ScheduleFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Pauses an active schedule with the commit, and cancels its open runs after it.</summary>
    /// <param name="scheduleId">The schedule's id; one that does not exist or is not active is no error.</param>
    /// <param name="note">Why, for people; replaces the schedule's note unless null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PendingCancel> PauseAsync(string scheduleId, string? note = null, CancellationToken cancellationToken = default);

    /// <summary>Resumes a paused schedule, or one that was set aside, with the commit.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is such a schedule to resume.</returns>
    Task<bool> ResumeAsync(string scheduleId, CancellationToken cancellationToken = default);

    /// <summary>Sends an event with the commit: schedules with a cancel rule that it matches are gone then, and their open runs are cancelled after it.</summary>
    /// <typeparam name="TData">The type of the event's data.</typeparam>
    /// <param name="eventName">The event's name, for example <c>customer/deleted</c>.</param>
    /// <param name="data">Its data, as for <see cref="IScheduler.SendAsync{TData}(string, TData, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The name is not acceptable, or the data does not serialize or has too many values.</exception>
    Task<PendingCancel> SendAsync<TData>(string eventName, TData data, CancellationToken cancellationToken = default);

    /// <summary>Sends an event under the name that its type carries, with the commit.</summary>
    /// <inheritdoc cref="SendAsync{TData}(string, TData, CancellationToken)"/>
    Task<PendingCancel> SendAsync<TData>(TData data, CancellationToken cancellationToken = default)
        where TData : class;

    /// <summary>Reads one schedule as the transaction sees it; null if there is none with that id.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    Task<Schedule?> GetAsync(string scheduleId, CancellationToken cancellationToken = default);
}
