using Microsoft.Extensions.DependencyInjection;
using Scheduling.Events;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>Checks that there is one store and one bus.</summary>
internal static class AdapterCount
{
    public static IEnumerable<string> Problems(IServiceCollection services)
    {
        var stores = NamesOf(typeof(IScheduleStore), services);
        if (stores.Count == 0)
        {
            yield return "No store is registered. Register one with UseInMemoryStore(), UseSqlite(...), UsePostgres(...) or UseEntityFrameworkCore<TContext>().";
        }
        else if (stores.Count > 1)
        {
            yield return $"{stores.Count} stores are registered: {string.Join(", ", stores)}. Keep one of the calls that register a store.";
        }

        var buses = NamesOf(typeof(IEventBus), services);
        if (buses.Count == 0)
        {
            yield return "No bus is registered. Register one with UseInMemoryBus(), or with UseRedisBus(...) if there are several nodes.";
        }
        else if (buses.Count > 1)
        {
            yield return $"{buses.Count} buses are registered: {string.Join(", ", buses)}. Keep one of the calls that register a bus.";
        }
    }

    private static List<string> NamesOf(Type service, IServiceCollection services) =>
    [
        .. services
            .Where(descriptor => descriptor.ServiceType == service && !descriptor.IsKeyedService)
            .Select(descriptor => NameOf(service, descriptor)),
    ];

    private static string NameOf(Type service, ServiceDescriptor descriptor)
    {
        // A factory's own return type is what it was written with, which is often narrower than the service.
        var type = descriptor.ImplementationType
            ?? descriptor.ImplementationInstance?.GetType()
            ?? descriptor.ImplementationFactory!.GetType().GenericTypeArguments[^1];
        return type == service || type == typeof(object) ? "one made by a factory" : type.Name;
    }
}
