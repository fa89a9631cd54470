using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class BadInputTests
{
    [TestCaseSource(typeof(BadInputs), nameof(BadInputs.All))]
    public async Task Bad_input_is_refused_at_the_call_and_the_node_goes_on(BadInput bad)
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(b =>
        {
            jobs.Register(b);
            b.AddJob<Broken>("broken", (_, _, _) => Task.CompletedTask);
        }).StartAsync();
        host.Bus.Published.Clear();

        var refusal = (await FluentActions.Awaiting(() => bad.Call(host.Scheduler)).Should().ThrowAsync<ArgumentException>()).Which;

        refusal.Should().BeOfType(bad.Refusal);
        refusal.Message.Should().Match(bad.Message);
        host.Store.Calls.Where(call => call != "get").Should().Equal("open", "window");
        host.Bus.Published.Should().BeEmpty();
        (await host.ListAsync()).Should().BeEmpty();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("good", "plain", Recurrence.Cron("@hourly")));
        await host.GoOnAsync(TimeSpan.FromHours(1));
        jobs.Occurrences.Should().Equal(EngineHost.Start.AddHours(1));
    }

    [Test]
    public async Task What_is_just_good_enough_is_saved()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var longest = new string('x', 198) + "😀";

        await host.Scheduler.SaveAsync(new ScheduleDefinition(longest, "remind", Recurrence.Every(TimeSpan.FromSeconds(1)))
        {
            Group = longest,
            Name = longest,
            Labels = Enumerable.Range(0, 32).ToDictionary(i => $"{i:00}{longest[102..]}", _ => longest),
            Note = new string('x', 998) + "\r\n",
            Payload = new Reminder(1, new string('x', (256 * 1024) - """{"customerId":1,"text":""}""".Length)),
        });
        await host.GoOnAsync(TimeSpan.FromSeconds(1));

        var run = jobs.Runs.Should().ContainSingle().Which;
        (run.ScheduleId, run.Group, run.Name).Should().Be((longest, longest, longest));
        var saved = (await host.Scheduler.GetAsync(longest))!;
        saved.Payload.Should().HaveLength(256 * 1024);
        saved.Note.Should().EndWith("\r\n");
    }

    [Test]
    public async Task An_event_with_256_values_is_taken()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();

        var result = await host.Scheduler.SendAsync("a", Enumerable.Range(0, 256).ToDictionary(i => $"k{i}"));

        result.Should().Be(CancelResult.None);
        host.Store.Count("stop").Should().Be(1);
    }
}
