using Scheduling.Errors;

namespace Scheduling.Schedules;

/// <content>What a filter means, together. An empty filter is refused by whatever changes something; <see cref="ScheduleFilter.All"/> means all.</content>
public partial interface IScheduler
{
    /// <summary>Counts schedules.</summary>
    /// <param name="filter">Which ones; null for all.</param>
    /// <param name="cancellationToken">Gives up counting.</param>
    /// <exception cref="ArgumentException">The filter is not acceptable.</exception>
    Task<int> CountAsync(ScheduleFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes every schedule that matches, or tells how many would be.</summary>
    /// <inheritdoc cref="DeleteAsync(ScheduleFilter, CancellationToken)"/>
    /// <param name="options">Whether it is a dry run, and what happens to handlers that have started.</param>
    /// <returns>What was stopped; in a dry run the number of schedules, and nothing of their runs.</returns>
    Task<CancelResult> DeleteAsync(ScheduleFilter filter, BulkOptions options, CancellationToken cancellationToken = default);

    /// <summary>Pauses every active schedule that matches, as if one by one, in few statements.</summary>
    /// <param name="filter">Which ones; an empty filter is refused, <see cref="ScheduleFilter.All"/> means all.</param>
    /// <param name="note">Why, for people; replaces the schedules' notes unless null.</param>
    /// <param name="options">Whether it is a dry run, and what happens to handlers that have started; null: they are cancelled.</param>
    /// <param name="cancellationToken">Gives up waiting; schedules may be paused, but then a claimed run may still start.</param>
    /// <returns>What was stopped; in a dry run the number of schedules, and nothing of their runs.</returns>
    /// <exception cref="ArgumentException">The filter is empty or not acceptable, or the note is not.</exception>
    /// <exception cref="CancelUnconfirmedException">They were paused, but whether a claimed run has started could not be learned.</exception>
    Task<CancelResult> PauseAsync(ScheduleFilter filter, string? note = null, BulkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Resumes every schedule that matches and is paused or was set aside, one after the other in the order of their ids.</summary>
    /// <param name="filter">Which ones; an empty filter is refused, <see cref="ScheduleFilter.All"/> means all.</param>
    /// <param name="options">Whether it is a dry run; null: it is not.</param>
    /// <param name="cancellationToken">Gives up; some may be resumed.</param>
    /// <returns>How many were resumed; in a dry run, would be.</returns>
    /// <exception cref="ArgumentException">The filter is empty or not acceptable.</exception>
    Task<int> ResumeAsync(ScheduleFilter filter, BulkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes every schedule that matches, for example its recurrence: page by page in the order of ids, each as <see cref="UpdateAsync(string, Func{ScheduleDefinition, ScheduleDefinition}, CancellationToken)"/> would.</summary>
    /// <remarks>
    /// One that others change or delete between its reading and its saving is left to them, and named in the answer; runs are no such change. The first definition that is not acceptable ends it: what came
    /// before on earlier pages (of 200) is stored, the rest is not. A dry run first finds such a one before anything is stored.
    /// </remarks>
    /// <param name="filter">Which ones; an empty filter is refused, <see cref="ScheduleFilter.All"/> means all. Those declared in code can't be changed: leave them out with <see cref="ScheduleFilter.DeclaredInCode"/>.</param>
    /// <param name="change">Is given each definition as stored, as for one, and returns what it shall be. It is called once for each schedule.</param>
    /// <param name="options">Whether it is a dry run; null: it is not.</param>
    /// <param name="cancellationToken">Gives up; some may be changed.</param>
    /// <exception cref="ArgumentException">
    /// The filter is empty or not acceptable. Or what a schedule shall be is not: the message names it and says how many were changed before, and the inner exception is what a save of it would throw.
    /// </exception>
    Task<BulkUpdateResult> UpdateAsync(
        ScheduleFilter filter, Func<ScheduleDefinition, ScheduleDefinition> change, BulkOptions? options = null, CancellationToken cancellationToken = default);
}
