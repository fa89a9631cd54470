using Microsoft.Extensions.DependencyInjection;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Hosting;

/// <summary>Writes jobs and declared schedules down, for the registry to be made of when the host starts.</summary>
internal static class RegistrationExtensions
{
    public static ISchedulingBuilder Register(
        this ISchedulingBuilder builder, string name, Action<JobBuilder>? configure, Func<Predicate<Type>, JobHandler> bind)
    {
        JobSettings settings = new();
        configure?.Invoke(new JobBuilder(settings));
        return builder.Register(name, settings, bind);
    }

    public static ISchedulingBuilder Register<TPayload>(
        this ISchedulingBuilder builder, string name, Action<JobBuilder<TPayload>>? configure, Func<Predicate<Type>, JobHandler> bind)
    {
        JobSettings settings = new();
        configure?.Invoke(new JobBuilder<TPayload>(settings));
        return builder.Register(name, settings, bind);
    }

    public static ISchedulingBuilder Declare(this ISchedulingBuilder builder, string name, Recurrence recurrence)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        SchedulingRegistrations.Of(builder).Declared.Add(new DeclaredSchedule(name, name, recurrence));
        return builder;
    }

    private static ISchedulingBuilder Register(
        this ISchedulingBuilder builder, string name, JobSettings settings, Func<Predicate<Type>, JobHandler> bind)
    {
        ArgumentNullException.ThrowIfNull(name);
        SchedulingRegistrations.Of(builder).Jobs.Add(new JobRegistration(name, settings, bind));
        return builder;
    }
}
