using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scheduling.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds scheduling to a host.</summary>
public static class SchedulingServiceCollectionExtensions
{
    /// <summary>Adds a node to the host: schedules sleep, run and are cancelled while the host runs.</summary>
    /// <remarks>
    /// Choose a store, a bus and the jobs on the builder that is returned. What was chosen is checked when the host starts, all of it at
    /// once. Calling this again adds options and jobs to the same node.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets the options.</param>
    public static ISchedulingBuilder AddEventDrivenScheduling(this IServiceCollection services, Action<SchedulingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (SchedulingRegistrations.FindIn(services) is null)
        {
            AddOnce(services);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new SchedulingBuilder(services);
    }

    private static void AddOnce(IServiceCollection services)
    {
        services.AddSingleton(new SchedulingRegistrations(services));
        services.AddOptions();
        services.AddSingleton<IValidateOptions<SchedulingOptions>, SchedulingOptionsRules>();
        services.AddSingleton(provider => JobRegistryFactory.Create(
            provider.GetRequiredService<SchedulingRegistrations>(),
            provider.GetRequiredService<IOptions<SchedulingOptions>>().Value.Json,
            ServiceKinds.Of(provider.GetService<IServiceProviderIsService>(), services)));
        services.AddSingleton<SchedulingConfigurationCheck>();
#pragma warning disable RS0030 // The one place where the system's clock enters; everything takes it from the container.
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        SchedulingServices.AddNode(services);
    }
}
