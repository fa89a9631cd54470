using Scheduling.Errors;
using Scheduling.Storage;

namespace Scheduling.Schedules;

/// <summary>Saves, reads, stops and resumes schedules, and sends the events that cancel them. Safe for use by many threads.</summary>
/// <remarks>
/// Each call that changes something has changed it durably when it returns. A store that can't be reached makes the call throw the
/// store's own exception; nothing is retried behind the caller's back, since only the caller knows whether the change is still wanted.
/// </remarks>
public partial interface IScheduler
{
    /// <summary>Creates the schedule, or replaces the one with the same id.</summary>
    /// <remarks>
    /// Replacing changes future occurrences only: it never makes a past one run, and leaves runs that are open alone. A definition that
    /// equals the stored one changes nothing. A paused schedule stays paused. A faulted or completed one is armed anew if its recurrence goes on.
    /// </remarks>
    /// <param name="definition">What the schedule shall be.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may have been made.</param>
    /// <returns>The schedule as stored.</returns>
    /// <exception cref="ArgumentException">The id, a text, or the payload is not acceptable; the message says why and what would be.</exception>
    /// <exception cref="InvalidRecurrenceException">The recurrence can't be read or can never be due.</exception>
    /// <exception cref="UnknownJobException">No job of that name is registered here.</exception>
    /// <exception cref="ScheduleConflictException">Others kept changing the schedule; nothing was changed.</exception>
    Task<Schedule> SaveAsync(ScheduleDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Creates or replaces many schedules in few statements. All of them are checked before any is saved.</summary>
    /// <param name="definitions">What the schedules shall be; no id twice.</param>
    /// <param name="cancellationToken">Gives up waiting; changes may have been made.</param>
    /// <returns>The schedules as stored, in the order given.</returns>
    /// <exception cref="ArgumentException">
    /// One of them is not acceptable (as for one), or an id stands twice. Nothing was saved, unless the reason lies in what is stored: an id that another
    /// application declares in code is found only when its turn comes.
    /// </exception>
    /// <exception cref="ScheduleConflictException">Others kept changing one of the schedules; others of the list may have been saved.</exception>
    Task<IReadOnlyList<Schedule>> SaveAsync(IEnumerable<ScheduleDefinition> definitions, CancellationToken cancellationToken = default);

    /// <summary>Changes a schedule that is stored: reads its definition, has it changed, and saves it if nobody else has changed it meanwhile; else begins anew, up to 8 times.</summary>
    /// <remarks>What holds of a save that replaces holds here. To compare with what a person has seen, save with <see cref="ScheduleDefinition.IfUnchangedSince"/> instead.</remarks>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="change">
    /// Is given the definition as stored, with its payload as the job reads it and the anchor that its recurrence was given, and returns what it shall be. May be called more than once.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; the change may have been made.</param>
    /// <returns>The schedule as stored.</returns>
    /// <exception cref="ArgumentException">What it shall be is not acceptable, as for a save.</exception>
    /// <exception cref="InvalidRecurrenceException">The recurrence can't be read or can never be due.</exception>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="ScheduleConflictException">Others kept changing it, or have deleted it meanwhile; nothing was changed.</exception>
    /// <exception cref="UnknownJobException">Its job is not registered here.</exception>
    Task<Schedule> UpdateAsync(string scheduleId, Func<ScheduleDefinition, ScheduleDefinition> change, CancellationToken cancellationToken = default);

    /// <summary>Leaves out one occurrence that is to come: it is no occurrence any more, and counted nowhere. One that falls due while this is stored may run all the same. The same as <see cref="Recurrence.Except(DateTimeOffset[])"/> in its definition.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="occurrence">Its nominal time. One that is left out already is no error.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may have been made.</param>
    /// <returns>The schedule as stored.</returns>
    /// <exception cref="ArgumentException">There is no such occurrence to come (the message names the next one), or the schedule is declared in code, where it is to be changed.</exception>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="ScheduleConflictException">Others kept changing it; nothing was changed.</exception>
    /// <exception cref="UnknownJobException">Its job is not registered here.</exception>
    Task<Schedule> SkipAsync(string scheduleId, DateTimeOffset occurrence, CancellationToken cancellationToken = default);

    /// <summary>Takes a <see cref="SkipAsync"/> back. An occurrence that has gone by meanwhile does not run.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="occurrence">The nominal time that was left out. One that was not is no error.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may have been made.</param>
    /// <returns>The schedule as stored.</returns>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="ScheduleConflictException">Others kept changing it; nothing was changed.</exception>
    /// <exception cref="UnknownJobException">Its job is not registered here.</exception>
    Task<Schedule> UnskipAsync(string scheduleId, DateTimeOffset occurrence, CancellationToken cancellationToken = default);

    /// <summary>Deletes a schedule and cancels its open runs, running ones included. No run of it starts after this returns, but for the callbacks that tell of those it has cancelled.</summary>
    /// <param name="scheduleId">The schedule's id; one that does not exist is no error.</param>
    /// <param name="cancellationToken">Gives up waiting; the schedule may be deleted, but then a claimed run may still start.</param>
    /// <exception cref="CancelUnconfirmedException">It was deleted, but whether a claimed run has started could not be learned.</exception>
    Task<CancelResult> DeleteAsync(string scheduleId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a schedule, saying what happens to handlers that have already started.</summary>
    /// <inheritdoc cref="DeleteAsync(string, CancellationToken)"/>
    /// <param name="running">Whether handlers that have started are cancelled or left to end.</param>
    Task<CancelResult> DeleteAsync(string scheduleId, RunningRuns running, CancellationToken cancellationToken = default);

    /// <summary>Deletes every schedule that matches, as if one by one, in few statements.</summary>
    /// <remarks>A schedule that another call is just deleting matches no more: what that call promises, it promises to its own caller.</remarks>
    /// <param name="filter">Which ones; an empty filter is refused, <see cref="ScheduleFilter.All"/> means all.</param>
    /// <param name="cancellationToken">Gives up waiting; schedules may be deleted, but then a claimed run may still start.</param>
    /// <exception cref="ArgumentException">The filter is empty.</exception>
    /// <exception cref="CancelUnconfirmedException">They were deleted, but whether a claimed run has started could not be learned.</exception>
    Task<CancelResult> DeleteAsync(ScheduleFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Pauses an active schedule and cancels its open runs. No run of it starts until it is resumed.</summary>
    /// <param name="scheduleId">The schedule's id; one that does not exist or is not active is no error.</param>
    /// <param name="note">Why, for people; replaces the schedule's note unless null.</param>
    /// <param name="cancellationToken">Gives up waiting; the schedule may be paused, but then a claimed run may still start.</param>
    /// <exception cref="CancelUnconfirmedException">It was paused, but whether a claimed run has started could not be learned.</exception>
    Task<CancelResult> PauseAsync(string scheduleId, string? note = null, CancellationToken cancellationToken = default);

    /// <summary>Pauses a schedule, saying what happens to handlers that have already started.</summary>
    /// <inheritdoc cref="PauseAsync(string, string?, CancellationToken)"/>
    /// <param name="running">Whether handlers that have started are cancelled or left to end.</param>
    Task<CancelResult> PauseAsync(string scheduleId, string? note, RunningRuns running, CancellationToken cancellationToken = default);

    /// <summary>Pauses an active schedule until a time, and cancels its open runs. It wakes by itself then, on whichever node.</summary>
    /// <remarks>
    /// What fell due meanwhile is caught up at that time as its policy says; <see cref="ResumeAsync(string, CancellationToken)"/> ends the pause before. <see cref="Schedule.PausedUntil"/> tells of it, while <see cref="Schedule.State"/> stays
    /// <see cref="ScheduleState.Active"/>. Done again, the time moves; a save, a skip or an update keeps it; a pause without a time makes it one that ends with a resume. The note is shown until it wakes.
    /// </remarks>
    /// <param name="scheduleId">The schedule's id; one that does not exist, is not active or has no occurrence left is no error.</param>
    /// <param name="until">When it wakes, by the store's clock; in the future, and 3,650 days ahead at the most. Kept to the microsecond.</param>
    /// <param name="note">Why, for people; replaces the schedule's note unless null.</param>
    /// <param name="running">Whether handlers that have started are cancelled or left to end.</param>
    /// <param name="cancellationToken">Gives up waiting; the schedule may be paused, but then a claimed run may still start.</param>
    /// <exception cref="ArgumentException">The time is past or too far ahead.</exception>
    /// <exception cref="CancelUnconfirmedException">It was paused, but whether a claimed run has started could not be learned.</exception>
    Task<CancelResult> PauseAsync(
        string scheduleId, DateTimeOffset until, string? note = null, RunningRuns running = RunningRuns.Cancel, CancellationToken cancellationToken = default);

    /// <summary>Resumes a paused schedule, or one that was set aside. What fell due meanwhile is caught up as its policy says.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="cancellationToken">Gives up waiting; the schedule may be resumed.</param>
    /// <returns>Whether there was such a schedule to resume.</returns>
    Task<bool> ResumeAsync(string scheduleId, CancellationToken cancellationToken = default);

    /// <summary>Sends an event: every schedule with a cancel rule that it matches is cancelled, durably, before this returns.</summary>
    /// <remarks>
    /// <c>schedule/cancel</c> with a <c>scheduleId</c> cancels that schedule; <c>schedule/start</c> with a <c>scheduleId</c> resumes it.
    /// Values match when they are of one kind (number, text, true or false) and equal; guids match whatever their case; null matches nothing.
    /// </remarks>
    /// <typeparam name="TData">The type of the event's data.</typeparam>
    /// <param name="eventName">The event's name, for example <c>customer/deleted</c>.</param>
    /// <param name="data">Its data; the members that cancel rules speak of as <c>data.…</c>. At most 256 values.</param>
    /// <param name="cancellationToken">Gives up waiting; schedules may be cancelled, but then a claimed run may still start.</param>
    /// <returns>What was cancelled.</returns>
    /// <exception cref="ArgumentException">The name is not acceptable, or the data does not serialize or has too many values.</exception>
    /// <exception cref="CancelUnconfirmedException">They were cancelled, but whether a claimed run has started could not be learned.</exception>
    Task<CancelResult> SendAsync<TData>(string eventName, TData data, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends an event under the name that its type carries (<see cref="Events.EventNameAttribute"/>, else the type's name). Anonymous types and those of the
    /// base library carry none, and are refused.
    /// </summary>
    /// <inheritdoc cref="SendAsync{TData}(string, TData, CancellationToken)"/>
    Task<CancelResult> SendAsync<TData>(TData data, CancellationToken cancellationToken = default)
        where TData : class;

    /// <summary>Runs a schedule now, beside what its recurrence says, which does not change. Of a paused or completed schedule too: who asks by hand means it.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="options">What open runs mean for it, and a key under which to ask again; null: what the schedule says, and none.</param>
    /// <param name="cancellationToken">Gives up waiting; the run may have been made.</param>
    /// <returns>The run's id, and whether it starts at once. By then it is stored: some node takes it up, here or elsewhere.</returns>
    /// <exception cref="ArgumentException">The id, the policy or the key is not acceptable.</exception>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="InvalidOperationException">The schedule is faulted.</exception>
    Task<TriggeredRun> TriggerAsync(string scheduleId, TriggerOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs occurrences of the past, as if their time came now; whether they have run before or not.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="from">The first nominal time that is meant.</param>
    /// <param name="to">The last one, not after now.</param>
    /// <param name="options">What open runs mean for each, and a key under which to ask again; null: one after the other, and none.</param>
    /// <param name="cancellationToken">Gives up waiting; runs may have been made.</param>
    /// <exception cref="ArgumentException">The id, the bounds, the policy or the key is not acceptable, or there are over 1,000 occurrences.</exception>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="InvalidOperationException">The schedule is faulted.</exception>
    Task<BackfillResult> BackfillAsync(
        string scheduleId, DateTimeOffset from, DateTimeOffset to, BackfillOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one schedule; null if there is none with that id.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    Task<Schedule?> GetAsync(string scheduleId, CancellationToken cancellationToken = default);

    /// <summary>Tells all about one schedule: what it does or waits for and why, what is to come, its open runs, and those that have ended of late.</summary>
    /// <param name="scheduleId">The schedule's id.</param>
    /// <param name="upcoming">How many occurrences to come, 0 to 1,000.</param>
    /// <param name="recent">How many runs that have ended, 0 to 1,000; no more are told than are kept.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>Null if there is no schedule with that id.</returns>
    /// <exception cref="ArgumentException">The id or a number is not acceptable.</exception>
    Task<ScheduleDescription?> DescribeAsync(string scheduleId, int upcoming = 5, int recent = 10, CancellationToken cancellationToken = default);

    /// <summary>The occurrences that a schedule would have if it were created now, for a preview; nothing is stored, and the store is not asked. The place of a staggered one is drawn anew when it is saved.</summary>
    /// <param name="definition">The definition; checked as if it were saved.</param>
    /// <param name="count">How many, 0 to 1,000.</param>
    /// <returns>Fewer, where the recurrence ends before.</returns>
    /// <exception cref="ArgumentException">The definition or the number is not acceptable.</exception>
    /// <exception cref="InvalidRecurrenceException">The recurrence can't be read or can never be due.</exception>
    /// <exception cref="UnknownJobException">No job of that name is registered here.</exception>
    IReadOnlyList<UpcomingOccurrence> NextOccurrences(ScheduleDefinition definition, int count);

    /// <summary>Reads schedules in the order of their ids, page by page as they are consumed.</summary>
    /// <param name="filter">Which ones; null for all.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    IAsyncEnumerable<Schedule> ListAsync(ScheduleFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads runs, the newest first, page by page as they are consumed: the open ones, and those that have ended and are kept
    /// (<c>SchedulingOptions.KeepRuns</c> of each schedule, for <c>SchedulingOptions.KeepRunsFor</c>).
    /// </summary>
    /// <param name="filter">Which ones; null for all.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    IAsyncEnumerable<Run> ListRunsAsync(RunFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>The scheduler within a transaction of yours: schedules and your own data change together, or not at all.</summary>
    /// <remarks>With Entity Framework Core, call <c>Using(dbContext)</c>.</remarks>
    /// <param name="transaction">The transaction, as the store's adapter makes it.</param>
    /// <exception cref="InvalidOperationException">The store keeps its rows elsewhere, or there is no transaction; the message says the mend.</exception>
    ITransactionalScheduler Using(IStoreTransaction transaction);
}
