using Microsoft.Extensions.Logging;
using Scheduling.Events;
using Scheduling.InMemory;
using Scheduling.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the store and the bus that live in the memory of one process.</summary>
public static class InMemorySchedulingBuilderExtensions
{
    /// <summary>Keeps schedules in the memory of this process: they are gone when it ends.</summary>
    /// <param name="builder">The builder.</param>
    public static ISchedulingBuilder UseInMemoryStore(this ISchedulingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IScheduleStore>(services => new InMemoryScheduleStore(services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Keeps schedules in a store that several hosts of this process share.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="store">The store.</param>
    public static ISchedulingBuilder UseInMemoryStore(this ISchedulingBuilder builder, InMemoryScheduleStore store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        builder.Services.AddSingleton<IScheduleStore>(store);
        return builder;
    }

    /// <summary>Carries messages within this host alone: for a scheduler that runs on one node.</summary>
    /// <param name="builder">The builder.</param>
    public static ISchedulingBuilder UseInMemoryBus(this ISchedulingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IEventBus>(services => new InMemoryEventBus(services.GetService<ILogger<InMemoryEventBus>>()));
        return builder;
    }

    /// <summary>Carries messages between the hosts of this process that share the bus.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="bus">The bus.</param>
    public static ISchedulingBuilder UseInMemoryBus(this ISchedulingBuilder builder, InMemoryEventBus bus)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(bus);
        builder.Services.AddSingleton<IEventBus>(bus);
        return builder;
    }
}
