using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine;

internal sealed class SmokeTests
{
    [Test]
    public async Task A_schedule_sleeps_runs_and_chains_itself()
    {
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await using var host = await new EngineHost(b => b.AddJob("note", (RunContext run, CancellationToken _) =>
        {
            runs.Enqueue(run.Occurrence);
            return Task.CompletedTask;
        })).StartAsync();

        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "note", Recurrence.Cron("*/10 * * * *")));
        await host.GoOnAsync(TimeSpan.FromMinutes(35));

        runs.Should().Equal(
            EngineHost.Start.AddMinutes(10), EngineHost.Start.AddMinutes(20), EngineHost.Start.AddMinutes(30));
        host.Store.Calls.Should().Equal("open", "window", "save", "claim", "finish", "claim", "finish", "claim", "finish");
    }
}
