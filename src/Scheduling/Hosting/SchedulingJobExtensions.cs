using System.Diagnostics.CodeAnalysis;
using Scheduling.Hosting;
using Scheduling.Jobs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers jobs: what schedules run, here or on other hosts.</summary>
/// <remarks>
/// A job's name is stored with its schedules; it has 1 to 200 characters, none of them a control character, and stands once in a host. Names,
/// handlers and cancel rules are checked when the host starts.
/// </remarks>
public static class SchedulingJobExtensions
{
    /// <summary>Registers a job without payload. For each run an instance is taken from the run's scope if registered there, else made with it.</summary>
    /// <typeparam name="TJob">The handler.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="configure">Says how it is cancelled and retried.</param>
    public static ISchedulingBuilder AddJob<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob>(
        this ISchedulingBuilder builder, string name, Action<JobBuilder>? configure = null)
        where TJob : class, IScheduledJob =>
        builder.Register(name, configure, _ => JobHandlers.Of<TJob>());

    /// <summary>Registers a job with a payload. For each run an instance is taken from the run's scope if registered there, else made with it.</summary>
    /// <typeparam name="TJob">The handler.</typeparam>
    /// <typeparam name="TPayload">The payload's type, as System.Text.Json reads it.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="configure">Says how it is cancelled and retried.</param>
    public static ISchedulingBuilder AddJob<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob, TPayload>(
        this ISchedulingBuilder builder, string name, Action<JobBuilder<TPayload>>? configure = null)
        where TJob : class, IScheduledJob<TPayload> =>
        builder.Register(name, configure, _ => JobHandlers.Of<TJob, TPayload>());

    /// <summary>Registers a delegate with a payload as a job; safe for trimming and Native AOT.</summary>
    /// <remarks>If <typeparamref name="TPayload"/> is registered as a service, it comes from the run's scope, and the job has no payload.</remarks>
    /// <typeparam name="TPayload">The payload's type, as System.Text.Json reads it.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="handler">Runs one occurrence.</param>
    /// <param name="configure">Says how it is cancelled and retried.</param>
    public static ISchedulingBuilder AddJob<TPayload>(
        this ISchedulingBuilder builder,
        string name,
        Func<TPayload, RunContext, CancellationToken, Task> handler,
        Action<JobBuilder<TPayload>>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return builder.Register(name, configure, isService => JobHandlers.Of(handler, isService));
    }

    /// <summary>Registers a delegate without payload as a job; safe for trimming and Native AOT.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="handler">Runs one occurrence.</param>
    /// <param name="configure">Says how it is cancelled and retried.</param>
    public static ISchedulingBuilder AddJob(
        this ISchedulingBuilder builder, string name, Func<RunContext, CancellationToken, Task> handler, Action<JobBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return builder.Register(name, configure, _ => JobHandlers.Of(handler));
    }

    /// <summary>Registers a delegate with any parameters as a job.</summary>
    /// <remarks>
    /// <para><see cref="RunContext"/> and <see cref="CancellationToken"/> are the run's. Types that are registered as services, and parameters
    /// marked <see cref="FromKeyedServicesAttribute"/>, come from the run's scope. At most one other parameter is the payload: the one marked
    /// <see cref="JobPayloadAttribute"/>, else the first parameter. Any further one needs a default value.</para>
    /// <para>Which types are services is asked when the host starts. The delegate returns a task, a value task or nothing.</para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="handler">Runs one occurrence.</param>
    /// <param name="configure">Says how it is cancelled and retried.</param>
    [RequiresUnreferencedCode("Reads the parameters of a delegate. Use the overload with Func<..., RunContext, CancellationToken, Task>, or a class.")]
    [RequiresDynamicCode("Calls a delegate whose type is not known. Use the overload with Func<..., RunContext, CancellationToken, Task>, or a class.")]
    public static ISchedulingBuilder AddJob(this ISchedulingBuilder builder, string name, Delegate handler, Action<JobBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return builder.Register(name, configure, isService => DelegateHandler.Of(handler, name, isService));
    }

    /// <summary>Registers a job with a payload that only other hosts run, such as the workers behind an API. This host saves, stops and resumes its schedules, and runs none of them.</summary>
    /// <remarks>
    /// <para>Name, payload type and cancel rules are to be those of the hosts that run the job: what is saved here is stored as the payload type says, and found by the rules of both. The type
    /// may be another one with the same JSON form. Hosts with different rules mend the cancel keys of each other's schedules, as in a rolling upgrade: the rules of the host that has started last
    /// count.</para>
    /// <para>Until a host that runs the job is there, its schedules wait; this host never sets them aside, however late they are.</para>
    /// </remarks>
    /// <typeparam name="TPayload">The payload's type, as System.Text.Json writes it.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="configure">
    /// Says how it is cancelled. What it says of retries counts where the job runs, and is passed over here, so that both hosts may share one method.
    /// </param>
    public static ISchedulingBuilder AddJobElsewhere<TPayload>(
        this ISchedulingBuilder builder, string name, Action<JobBuilder<TPayload>>? configure = null) =>
        builder.Register(name, configure, _ => JobHandlers.Elsewhere(typeof(TPayload)));

    /// <summary>Registers a job without payload that only other hosts run, such as the workers behind an API. This host saves, stops and resumes its schedules, and runs none of them.</summary>
    /// <remarks>
    /// <para>Without a payload a job has no cancel rules of its own; by <c>schedule/cancel</c> its schedules are found as ever.</para>
    /// <para>Until a host that runs the job is there, its schedules wait; this host never sets them aside, however late they are.</para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="configure">
    /// What it says of retries counts where the job runs, and is passed over here, so that both hosts may share one method.
    /// </param>
    public static ISchedulingBuilder AddJobElsewhere(this ISchedulingBuilder builder, string name, Action<JobBuilder>? configure = null) =>
        builder.Register(name, configure, _ => JobHandlers.Elsewhere(null));
}
