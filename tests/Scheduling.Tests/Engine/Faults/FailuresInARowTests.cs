using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Schedules that are paused when too many of their runs have failed in a row.</summary>
internal sealed class FailuresInARowTests
{
    [Test]
    public async Task It_runs_no_more_on_any_node_until_it_is_resumed()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        cluster.Probe.Body = static _ => throw new InvalidOperationException("no paper");
        await cluster.FinishAsync(host.Scheduler.SaveAsync(
            new ScheduleDefinition("s", Cluster.Job, Recurrence.Every(TimeSpan.FromHours(1))) { PauseAfterFailures = 2 }));

        await cluster.GoToAsync(EngineHost.Start.AddHours(12));

        var paused = (await host.Scheduler.GetAsync("s"))!;
        (paused.State, paused.FailuresInARow, paused.PauseAfterFailures).Should().Be((ScheduleState.Paused, 2, 2));
        paused.Note.Should().StartWith("Paused after 2 failures in a row, the last one: ").And.Contain("no paper");
        paused.Counts.Failed.Should().Be(2);
        cluster.Probe.Body = static _ => Task.CompletedTask;
        await cluster.FinishAsync(host.Scheduler.ResumeAsync("s"));
        await cluster.SettleAsync();
        var resumed = (await host.Scheduler.GetAsync("s"))!;
        (resumed.State, resumed.FailuresInARow, resumed.Note, resumed.Counts.Succeeded).Should().Be((ScheduleState.Active, 0, null, 1));
    }

    [TestCase(0)]
    [TestCase(1_001)]
    public async Task A_number_that_makes_no_sense_is_refused(int number)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");

        var saving = () => host.Scheduler.SaveAsync(new ScheduleDefinition("s", Cluster.Job, Recurrence.Every(TimeSpan.FromHours(1))) { PauseAfterFailures = number });

        (await saving.Should().ThrowAsync<ArgumentException>()).WithMessage("*Use 1 to 1,000, or none, for never.");
    }
}
