using Coravel;
using Microsoft.Extensions.Hosting;
using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Systems.CoravelNet;

/// <summary>Coravel 6: recurring tasks in memory, which is all that its scheduler has.</summary>
internal sealed class CoravelSystem : ISystem, IRecurs
{
    private readonly IHost _host = Build();

    public Task StartAsync() => _host.StartAsync();

    public Task SaveAsync(Planned planned) => throw new NotSupportedException("Coravel runs nothing once at a time of its own.");

    public Task SaveManyAsync(IReadOnlyList<Planned> planned) => throw new NotSupportedException("Coravel runs nothing once at a time of its own.");

    public Task SaveRecurringAsync(int count)
    {
        _host.Services.UseScheduler(scheduler =>
        {
            for (var i = 0; i < count; i++)
            {
                scheduler.Schedule(Probe.HitOfSecond).EverySecond();
            }
        });
        return Task.CompletedTask;
    }

    public Task<bool> IsAnyOpenAsync() => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddScheduler();
        return builder.Build();
    }
}
