using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class StaggeredTests
{
    private static readonly Recurrence s_hourly = Recurrence.Cron("0 * * * *").Staggered(TimeSpan.FromMinutes(10));

    [Test]
    public async Task Schedules_saved_one_after_the_other_are_spread_evenly_and_keep_their_places()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        var definitions = Enumerable.Range(0, 100).Select(index => new ScheduleDefinition($"{index}", "plain", s_hourly)).ToArray();

        var saved = await host.Scheduler.SaveAsync(definitions);

        var phases = saved.Select(schedule => schedule.Recurrence!.Phase!.Value).Order().ToArray();
        phases.Should().OnlyContain(phase => phase >= 0 && phase < 1);
        phases.Zip(phases.Skip(1), (one, other) => other - one).Max().Should().BeLessThan(0.03, "evenly would be 0.01");
        foreach (var again in await host.Scheduler.SaveAsync(definitions.Select(definition => definition with { Name = "changed besides" })))
        {
            again.Recurrence.Should().Be(saved.Single(schedule => schedule.Id == again.Id).Recurrence);
        }
    }

    [Test]
    public async Task Days_are_counted_from_the_first_save()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        var definition = new ScheduleDefinition("a", "plain", Recurrence.EveryDays(3, new TimeOnly(23, 30), "Europe/Paris"));

        var saved = await host.Scheduler.SaveAsync(definition);
        await host.GoOnAsync(TimeSpan.FromDays(4));
        var again = await host.Scheduler.SaveAsync(definition);

        again.Recurrence.Should().Be(saved.Recurrence);
        again.NextDue.Should().Be(saved.NextDue!.Value.AddDays(3 * Math.Ceiling((EngineHost.Start.AddDays(4) - saved.NextDue.Value).TotalDays / 3)));
    }
}
