using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class ReckoningTests
{
    private static readonly TimeSpan s_tenMinutes = TimeSpan.FromMinutes(10);

    private static readonly Recurrence[] s_all =
    [
        Recurrence.Every(s_tenMinutes, Agenda.Start),
        Recurrence.Every(s_tenMinutes, Agenda.Start).Between(Agenda.Start.AddHours(1), Agenda.Start.AddHours(3)),
        Recurrence.Cron("30 2 * * *", "Europe/Paris"),
        Recurrence.Cron("*/20 5 */2 * * *"),
        Recurrence.Once(Agenda.Start.AddHours(2)),
        Recurrence.Times([Agenda.Start.AddHours(2), Agenda.Start.AddHours(5)]),
        Recurrence.EveryDays(1, new TimeOnly(2, 30), "Europe/Paris", new DateOnly(2026, 3, 20)),
        Recurrence.EveryDays(1, new TimeOnly(2, 30), "Europe/Paris", new DateOnly(2026, 10, 20)),
        Recurrence.EveryDays(3, new TimeOnly(9, 0), "Asia/Tokyo", new DateOnly(2026, 3, 20)),
        Recurrence.Union(Recurrence.Cron("0 * * * *"), Recurrence.Every(s_tenMinutes, Agenda.Start)).Except(Recurrence.Cron("0 */3 * * *")),
        Recurrence.Every(s_tenMinutes, Agenda.Start).Except("Europe/Paris", new DateOnly(2026, 3, 29)),
        Recurrence.Every(s_tenMinutes, Agenda.Start).Except(Agenda.Start + s_tenMinutes),
    ];

    // It comes to the same by another way; what both get wrong alike is the business of the tests of the library.
    [TestCaseSource(nameof(s_all))]
    public void It_comes_to_the_same_as_the_library(object when)
    {
        var recurrence = (Recurrence)when;
        DateTimeOffset? at = Agenda.Start;
        for (var i = 0; i < 60 && at is { } known; i++)
        {
            at = Reckoning.Next(recurrence, known);
            at.Should().Be(Occurrences.Next(recurrence, known));
        }
    }

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(300, true)]
    [TestCase(301, false)]
    public void An_occurrence_is_due_from_its_time_on_until_its_jitter_is_over(int seconds, bool mayBe) =>
        Reckoning.MayBeDue(Recurrence.Every(s_tenMinutes, Agenda.Start).WithJitter(TimeSpan.FromMinutes(5)), Agenda.Start, Agenda.Start.AddSeconds(seconds)).Should().Be(mayBe);

    [TestCase(599, true)]
    [TestCase(600, false)]
    public void It_is_never_due_as_late_as_the_one_after_it(int seconds, bool mayBe) =>
        Reckoning.MayBeDue(Recurrence.Every(s_tenMinutes, Agenda.Start).WithJitter(TimeSpan.FromHours(1)), Agenda.Start, Agenda.Start.AddSeconds(seconds)).Should().Be(mayBe);
}
