using Microsoft.Extensions.DependencyInjection;
using Scheduling.Jobs;

namespace Scheduling.Hosting;

/// <summary>
/// What was registered while the host was set up. It stands in the service collection as an instance, so that every builder over one
/// collection finds the same.
/// </summary>
internal sealed class SchedulingRegistrations(IServiceCollection services)
{
    /// <summary>The collection itself: it tells how many stores and buses there are, which a provider does not.</summary>
    public IServiceCollection Services { get; } = services;

    public List<JobRegistration> Jobs { get; } = [];

    public List<DeclaredSchedule> Declared { get; } = [];

    public static SchedulingRegistrations? FindIn(IServiceCollection services) => services
        .Where(descriptor => descriptor.ServiceType == typeof(SchedulingRegistrations) && !descriptor.IsKeyedService)
        .Select(descriptor => descriptor.ImplementationInstance as SchedulingRegistrations)
        .FirstOrDefault();

    public static SchedulingRegistrations Of(ISchedulingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return FindIn(builder.Services) ?? throw new InvalidOperationException(
            "The builder's services do not have scheduling. Call AddEventDrivenScheduling() on them first.");
    }
}
