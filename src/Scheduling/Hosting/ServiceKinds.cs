using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.Hosting;

/// <summary>Tells which types are services.</summary>
internal static class ServiceKinds
{
    /// <param name="lookup">The container's own answer; null where a container has none.</param>
    /// <param name="services">What was registered, to answer instead.</param>
    public static Predicate<Type> Of(IServiceProviderIsService? lookup, IServiceCollection services)
    {
        var isRegistered = lookup is null
            ? type => services.Any(descriptor => descriptor.ServiceType == type && !descriptor.IsKeyedService)
            : new Predicate<Type>(lookup.IsService);

        // Containers give an empty sequence of anything; only one whose elements are services is meant as a service.
        return type => isRegistered(type) && (ElementOf(type) is not { } element || isRegistered(element));
    }

    private static Type? ElementOf(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GenericTypeArguments[0] : null;
}
