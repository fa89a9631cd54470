using System.Diagnostics.CodeAnalysis;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Declares recurring work in code: a job, and the one schedule that runs it, both under the same name.</summary>
/// <remarks>
/// The schedule is saved when a host starts, with the name as its id. It has no payload. One that is declared no more is deleted when a host starts,
/// unless <see cref="SchedulingOptions.KeepVanishedRecurring"/>. Recurrences are checked when the host starts.
/// </remarks>
public static class SchedulingRecurringExtensions
{
    /// <summary>Declares recurring work by a cron expression; safe for trimming and Native AOT.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name, and the schedule's id.</param>
    /// <param name="cron">When it is due, as for <see cref="Recurrence.Cron"/>, for example <c>0 3 * * *</c>.</param>
    /// <param name="handler">Runs one occurrence.</param>
    /// <param name="timeZone">The IANA zone in which the fields are read; UTC by default.</param>
    /// <param name="configure">Says how it is retried.</param>
    public static ISchedulingBuilder AddRecurring(
        this ISchedulingBuilder builder,
        string name,
        string cron,
        Func<RunContext, CancellationToken, Task> handler,
        string timeZone = "UTC",
        Action<JobBuilder>? configure = null) =>
        builder.AddRecurring(name, Recurrence.Cron(cron, timeZone), handler, configure);

    /// <summary>Declares recurring work by a cron expression, with a delegate of any parameters but a payload.</summary>
    /// <inheritdoc cref="SchedulingJobExtensions.AddJob(ISchedulingBuilder, string, Delegate, Action{JobBuilder})"/>
    /// <param name="cron">When it is due, as for <see cref="Recurrence.Cron"/>, for example <c>0 3 * * *</c>.</param>
    /// <param name="timeZone">The IANA zone in which the fields are read; UTC by default.</param>
    [RequiresUnreferencedCode("Reads the parameters of a delegate. Use the overload with Func<RunContext, CancellationToken, Task>, or a class.")]
    [RequiresDynamicCode("Calls a delegate whose type is not known. Use the overload with Func<RunContext, CancellationToken, Task>, or a class.")]
    public static ISchedulingBuilder AddRecurring(
        this ISchedulingBuilder builder,
        string name,
        string cron,
        Delegate handler,
        string timeZone = "UTC",
        Action<JobBuilder>? configure = null) =>
        builder.AddRecurring(name, Recurrence.Cron(cron, timeZone), handler, configure);

    /// <summary>Declares recurring work; safe for trimming and Native AOT.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name, and the schedule's id.</param>
    /// <param name="recurrence">When it is due.</param>
    /// <param name="handler">Runs one occurrence.</param>
    /// <param name="configure">Says how it is retried.</param>
    public static ISchedulingBuilder AddRecurring(
        this ISchedulingBuilder builder,
        string name,
        Recurrence recurrence,
        Func<RunContext, CancellationToken, Task> handler,
        Action<JobBuilder>? configure = null) =>
        builder.AddJob(name, handler, configure).Declare(name, recurrence);

    /// <summary>Declares recurring work, with a delegate of any parameters but a payload.</summary>
    /// <inheritdoc cref="SchedulingJobExtensions.AddJob(ISchedulingBuilder, string, Delegate, Action{JobBuilder})"/>
    /// <param name="recurrence">When it is due.</param>
    [RequiresUnreferencedCode("Reads the parameters of a delegate. Use the overload with Func<RunContext, CancellationToken, Task>, or a class.")]
    [RequiresDynamicCode("Calls a delegate whose type is not known. Use the overload with Func<RunContext, CancellationToken, Task>, or a class.")]
    public static ISchedulingBuilder AddRecurring(
        this ISchedulingBuilder builder, string name, Recurrence recurrence, Delegate handler, Action<JobBuilder>? configure = null) =>
        builder.AddJob(name, handler, configure).Declare(name, recurrence);

    /// <summary>Declares recurring work that a class does. For each run an instance is taken from the run's scope if registered there, else made with it.</summary>
    /// <typeparam name="TJob">The handler.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name, and the schedule's id.</param>
    /// <param name="recurrence">When it is due.</param>
    /// <param name="configure">Says how it is retried.</param>
    public static ISchedulingBuilder AddRecurring<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob>(
        this ISchedulingBuilder builder, string name, Recurrence recurrence, Action<JobBuilder>? configure = null)
        where TJob : class, IScheduledJob =>
        builder.AddJob<TJob>(name, configure).Declare(name, recurrence);

    /// <summary>Declares recurring work that a class does, by a cron expression.</summary>
    /// <inheritdoc cref="AddRecurring{TJob}(ISchedulingBuilder, string, Recurrence, Action{JobBuilder})"/>
    /// <param name="cron">When it is due, as for <see cref="Recurrence.Cron"/>, for example <c>0 3 * * *</c>.</param>
    /// <param name="timeZone">The IANA zone in which the fields are read; UTC by default.</param>
    public static ISchedulingBuilder AddRecurring<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob>(
        this ISchedulingBuilder builder, string name, string cron, string timeZone = "UTC", Action<JobBuilder>? configure = null)
        where TJob : class, IScheduledJob =>
        builder.AddJob<TJob>(name, configure).Declare(name, Recurrence.Cron(cron, timeZone));
}
