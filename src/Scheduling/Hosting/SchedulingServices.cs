using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.Hosting;

/// <summary>Registers the parts of a node.</summary>
internal static class SchedulingServices
{
    /// <summary>Called once for each service collection, after the options, the registry and the configuration check are registered.</summary>
    public static void AddNode(IServiceCollection services)
    {
    }
}
