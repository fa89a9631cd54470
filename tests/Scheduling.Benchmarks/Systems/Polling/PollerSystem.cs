using Microsoft.EntityFrameworkCore;
using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Systems.Polling;

/// <summary>What people write who have no scheduler: each minute, a query for what is due.</summary>
internal sealed class PollerSystem(SystemSetup setup) : ISystem, IBulk
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public async Task StartAsync()
    {
        await using (PollerContext context = new(setup.Connection))
        {
            await context.Database.EnsureCreatedAsync();
        }

        _loop = Task.Run(LoopAsync);
    }

    public Task SaveAsync(Planned planned) => SaveManyAsync([planned]);

    public async Task SaveManyAsync(IReadOnlyList<Planned> planned)
    {
        await using PollerContext context = new(setup.Connection);
        context.AddRange(planned.Select(one => new PollerEntity { Due = one.Due.UtcDateTime }));
        await context.SaveChangesAsync();
    }

    public async Task<bool> IsAnyOpenAsync()
    {
        await using PollerContext context = new(setup.Connection);
        var now = DateTime.UtcNow;
        return await context.Tasks.AnyAsync(task => !task.IsDone && task.Due <= now);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        using PeriodicTimer timer = new(TimeSpan.FromMinutes(1));
        do
        {
            await using PollerContext context = new(setup.Connection);
            var now = DateTime.UtcNow;
            foreach (var due in await context.Tasks.Where(task => !task.IsDone && task.Due <= now).OrderBy(task => task.Due).ToListAsync(_stopping.Token))
            {
                Probe.Hit(new DateTimeOffset(due.Due, TimeSpan.Zero));
                due.IsDone = true;
            }

            await context.SaveChangesAsync(_stopping.Token);
        }
        while (await timer.WaitForNextTickAsync(_stopping.Token));
    }
}
