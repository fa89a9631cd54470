using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class LabelTests
{
    private static readonly ScheduleDefinition s_plain = new("a", "plain", Recurrence.Cron("@hourly"));

    [Test]
    public async Task Labels_are_saved_shown_and_handed_to_a_change()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();

        var saved = await host.Scheduler.SaveAsync(s_plain with { Labels = Of(("tenant", "acme"), ("stage", "live")) });
        var updated = await host.Scheduler.UpdateAsync("a", definition => definition with
        {
            Note = definition.Labels["tenant"],
            Labels = new Dictionary<string, string>(definition.Labels) { ["stage"] = "test" },
        });

        saved.Labels.Should().BeEquivalentTo(Of(("tenant", "acme"), ("stage", "live")));
        updated.Note.Should().Be("acme");
        (await host.Scheduler.GetAsync("a")).Should().Be(updated);
        (await host.ListAsync(new() { Labels = Of(("stage", "test"), ("tenant", "acme")) })).Should().Equal(updated);
        (await host.ListAsync(new() { Labels = Of(("stage", "live")) })).Should().BeEmpty();
    }

    [Test]
    public async Task The_same_labels_in_another_order_change_nothing()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        var saved = await host.Scheduler.SaveAsync(s_plain with { Labels = Of(("x", "1"), ("y", "2")) });

        (await host.Scheduler.SaveAsync(s_plain with { Labels = Of(("y", "2"), ("x", "1")) })).Version.Should().Be(saved.Version);
        (await host.Scheduler.SaveAsync(s_plain with { Labels = Of(("y", "2"), ("x", "2")) })).Version.Should().BeGreaterThan(saved.Version);
        (await host.Scheduler.SaveAsync(s_plain)).Labels.Should().BeEmpty();
    }

    [Test]
    public void Definitions_are_equal_by_what_their_labels_hold()
    {
        var one = s_plain with { Labels = Of(("x", "1"), ("y", "2")) };
        var other = s_plain with { Labels = Of(("y", "2"), ("x", "1")) };

        one.Should().Be(other);
        one.GetHashCode().Should().Be(other.GetHashCode());
        one.Should().NotBe(s_plain with { Labels = Of(("x", "1"), ("y", "3")) });
        one.Should().NotBe(s_plain with { Labels = Of(("x", "1"), ("z", "2")) });
        one.Should().NotBe(s_plain with { Labels = Of(("x", "1")) });
        (s_plain with { Labels = null! }).Should().Be(s_plain);
        new ScheduleFilter { Labels = Of(("x", "1")) }.Should().Be(new ScheduleFilter { Labels = Of(("x", "1")) });
    }

    [Test]
    public void What_becomes_of_given_labels_later_is_nobodys_business()
    {
        var labels = Of(("x", "1"));
        var definition = s_plain with { Labels = labels };

        labels["x"] = "2";

        definition.Labels["x"].Should().Be("1");
    }

    [Test]
    public void A_filter_by_labels_or_due_times_is_not_empty()
    {
        new ScheduleFilter { Labels = Of(("x", "1")) }.IsEmpty.Should().BeFalse();
        new ScheduleFilter { DueFrom = EngineHost.Start }.IsEmpty.Should().BeFalse();
        new ScheduleFilter { DueBefore = EngineHost.Start }.IsEmpty.Should().BeFalse();
        new ScheduleFilter { Labels = Of() }.IsEmpty.Should().BeTrue();
    }

    private static Dictionary<string, string> Of(params (string Name, string Value)[] labels) => labels.ToDictionary(label => label.Name, label => label.Value);
}
