using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.Hosting;

/// <inheritdoc cref="ISchedulingBuilder"/>
internal sealed class SchedulingBuilder(IServiceCollection services) : ISchedulingBuilder
{
    public IServiceCollection Services { get; } = services;
}
