using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Jobs;

public sealed partial class JobBuilder
{
    /// <summary>Tells of runs that succeed: the handler returned.</summary>
    /// <remarks>
    /// <para>The callback is stored in the step that ends the run, so it is never lost, and stored once, however often that step is repeated. It then runs as runs do: on any node that has the job, at least once, retried as
    /// the job's runs are, and listed by <c>ListRunsAsync</c>; if its last attempt fails it ends as failed, and nobody is told. It counts for no overlap or pause of the schedule, and runs though that is paused or gone.</para>
    /// <para>Which ends are told of is stored with the schedule when it is saved: a schedule that was saved before takes part from its next save on. Register the same callbacks on every host that knows the job, also with
    /// <c>AddJobElsewhere</c>, where they are never called. Several for one end are called in the order of registration; when one throws, all are called again.</para>
    /// </remarks>
    /// <param name="callback">Is told.</param>
    public JobBuilder OnSucceeded(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Succeeded, callback);

    /// <summary>Tells of runs that succeed: the handler returned.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <typeparam name="THandler">Is told: an instance for each callback, from its scope if registered there, else made with it.</typeparam>
    public JobBuilder OnSucceeded<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Succeeded, CallbackHandlers.UseAsync<THandler>);

    /// <summary>Tells of runs that fail for good: the last attempt threw, too many attempts took their node down, or the payload could not be read.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <param name="callback">Is told.</param>
    public JobBuilder OnFailed(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Failed, callback);

    /// <summary>Tells of runs that fail for good: the last attempt threw, too many attempts took their node down, or the payload could not be read.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <typeparam name="THandler">Is told: an instance for each callback, from its scope if registered there, else made with it.</typeparam>
    public JobBuilder OnFailed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Failed, CallbackHandlers.UseAsync<THandler>);

    /// <summary>Tells of runs that are cancelled, by a delete, a pause, an event, or a run that takes their place, wherever they were: running, waiting or buffered.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <param name="callback">Is told.</param>
    public JobBuilder OnCancelled(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Cancelled, callback);

    /// <summary>Tells of runs that are cancelled, by a delete, a pause, an event, or a run that takes their place, wherever they were: running, waiting or buffered.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <typeparam name="THandler">Is told: an instance for each callback, from its scope if registered there, else made with it.</typeparam>
    public JobBuilder OnCancelled<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Cancelled, CallbackHandlers.UseAsync<THandler>);

    /// <summary>Tells of occurrences that went by while nothing could run them: once for all that are passed over together.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <param name="callback">Is told.</param>
    public JobBuilder OnMissed(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Missed, callback);

    /// <summary>Tells of occurrences that went by while nothing could run them: once for all that are passed over together.</summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    /// <typeparam name="THandler">Is told: an instance for each callback, from its scope if registered there, else made with it.</typeparam>
    public JobBuilder OnMissed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Missed, CallbackHandlers.UseAsync<THandler>);

    /// <summary>
    /// Sends how each run ends, as an event that schedules can be cancelled by: <c>run/succeeded</c>, <c>run/failed</c>, <c>run/cancelled</c> or <c>run/missed</c>, with <c>scheduleId</c>, <c>group</c>, <c>name</c>, <c>job</c>,
    /// <c>runId</c>, <c>occurrence</c>, <c>outcome</c> and <c>error</c>.
    /// </summary>
    /// <inheritdoc cref="OnSucceeded(Func{RunCallback, CancellationToken, Task})" path="/remarks"/>
    public JobBuilder SendOutcomes()
    {
        Settings.Callbacks.AddEvents();
        return this;
    }

    private JobBuilder On(RunOutcome outcome, Func<RunCallback, CancellationToken, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Settings.Callbacks.Add(outcome, callback.Invoke);
        return this;
    }
}

public sealed partial class JobBuilder<TPayload>
{
    /// <inheritdoc cref="JobBuilder.OnSucceeded(Func{RunCallback, CancellationToken, Task})"/>
    public JobBuilder<TPayload> OnSucceeded(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Succeeded, callback);

    /// <inheritdoc cref="JobBuilder.OnSucceeded{THandler}"/>
    public JobBuilder<TPayload> OnSucceeded<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Succeeded, CallbackHandlers.UseAsync<THandler>);

    /// <inheritdoc cref="JobBuilder.OnFailed(Func{RunCallback, CancellationToken, Task})"/>
    public JobBuilder<TPayload> OnFailed(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Failed, callback);

    /// <inheritdoc cref="JobBuilder.OnFailed{THandler}"/>
    public JobBuilder<TPayload> OnFailed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Failed, CallbackHandlers.UseAsync<THandler>);

    /// <inheritdoc cref="JobBuilder.OnCancelled(Func{RunCallback, CancellationToken, Task})"/>
    public JobBuilder<TPayload> OnCancelled(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Cancelled, callback);

    /// <inheritdoc cref="JobBuilder.OnCancelled{THandler}"/>
    public JobBuilder<TPayload> OnCancelled<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Cancelled, CallbackHandlers.UseAsync<THandler>);

    /// <inheritdoc cref="JobBuilder.OnMissed(Func{RunCallback, CancellationToken, Task})"/>
    public JobBuilder<TPayload> OnMissed(Func<RunCallback, CancellationToken, Task> callback) => On(RunOutcome.Missed, callback);

    /// <inheritdoc cref="JobBuilder.OnMissed{THandler}"/>
    public JobBuilder<TPayload> OnMissed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IRunCallback => On(RunOutcome.Missed, CallbackHandlers.UseAsync<THandler>);

    /// <inheritdoc cref="JobBuilder.SendOutcomes"/>
    public JobBuilder<TPayload> SendOutcomes()
    {
        Settings.Callbacks.AddEvents();
        return this;
    }

    private JobBuilder<TPayload> On(RunOutcome outcome, Func<RunCallback, CancellationToken, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Settings.Callbacks.Add(outcome, callback.Invoke);
        return this;
    }
}
