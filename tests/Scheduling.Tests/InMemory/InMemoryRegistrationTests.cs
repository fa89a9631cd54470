using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.InMemory;
using Scheduling.Storage;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryRegistrationTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task A_host_has_one_store_with_its_own_clock_and_one_bus()
    {
        await using var services = Build(builder => builder.UseInMemoryStore().UseInMemoryBus());

        var store = services.GetRequiredService<IScheduleStore>();
        store.Should().BeOfType<InMemoryScheduleStore>().And.BeSameAs(services.GetRequiredService<IScheduleStore>());
        services.GetRequiredService<IEventBus>().Should().BeOfType<InMemoryEventBus>().And.BeSameAs(services.GetRequiredService<IEventBus>());
        _time.Advance(TimeSpan.FromHours(1));
        (await store.GetAsync([], CancellationToken.None)).StoreNow.Should().Be(_time.GetUtcNow());
    }

    [Test]
    public async Task Several_hosts_can_share_a_store_and_a_bus()
    {
        InMemoryScheduleStore store = new(_time);
        InMemoryEventBus bus = new();
        await using var first = Build(builder => builder.UseInMemoryStore(store).UseInMemoryBus(bus));
        await using var second = Build(builder => builder.UseInMemoryStore(store).UseInMemoryBus(bus));

        first.GetRequiredService<IScheduleStore>().Should().BeSameAs(second.GetRequiredService<IScheduleStore>());
        first.GetRequiredService<IEventBus>().Should().BeSameAs(second.GetRequiredService<IEventBus>());
    }

    [Test]
    public async Task Two_stores_or_buses_can_be_detected()
    {
        await using var services = Build(builder => builder.UseInMemoryStore().UseInMemoryStore().UseInMemoryBus().UseInMemoryBus(new()));

        services.GetServices<IScheduleStore>().Should().HaveCount(2);
        services.GetServices<IEventBus>().Should().HaveCount(2);
    }

    private ServiceProvider Build(Action<ISchedulingBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_time);
        configure(new Builder(services));
        return services.BuildServiceProvider();
    }

    private sealed class Builder(IServiceCollection services) : ISchedulingBuilder
    {
        public IServiceCollection Services => services;
    }
}
