namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Where the parts of scheduling are chosen: a store, a bus, and the jobs. Extension methods of the packages do the choosing.</summary>
public interface ISchedulingBuilder
{
    /// <summary>The services of the host. An adapter registers its <c>IScheduleStore</c> or <c>IEventBus</c> here, as singletons.</summary>
    IServiceCollection Services { get; }
}
