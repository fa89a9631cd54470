using FluentAssertions;
using NUnit.Framework;
using Scheduling.Saving;
using Scheduling.Schedules;

namespace Scheduling.Tests.Saving;

public sealed class RecurrenceResolverTests
{
    private static readonly DateTimeOffset First = new(2026, 5, 4, 22, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = First.AddDays(6).AddHours(5);
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Test]
    public void An_interval_counts_from_its_start_or_from_the_first_save()
    {
        Resolve(Recurrence.Every(Week)).Anchor.Should().Be(First);
        Resolve(Recurrence.Every(Week).Between(Start, null)).Anchor.Should().Be(Start);
        Resolve(Recurrence.Every(Week, Later).Between(Start, null)).Anchor.Should().Be(Later);
    }

    [Test]
    public void Days_count_from_the_local_day_of_their_start_or_of_the_first_save()
    {
        Resolve(Days("UTC")).FirstDay.Should().Be(new DateOnly(2026, 5, 4));
        Resolve(Days("Europe/Paris")).FirstDay.Should().Be(new DateOnly(2026, 5, 5), "it is past midnight there");
        Resolve(Days("Europe/Paris").Between(Start, null)).FirstDay.Should().Be(new DateOnly(2026, 6, 1));
    }

    [Test]
    public void Parts_and_exceptions_are_resolved_too_and_by_the_start_of_the_whole()
    {
        var resolved = Resolve(Recurrence.Union(Recurrence.Every(Week), Days("UTC")).Except(Recurrence.Every(3 * Week)).Between(Start, null));
        resolved.Parts[0].Anchor.Should().Be(Start);
        resolved.Parts[1].FirstDay.Should().Be(new DateOnly(2026, 6, 1));
        resolved.ExceptRecurrences[0].Anchor.Should().Be(Start);
    }

    // The bug of river #791: a weekly job of a service that is deployed each week never ran.
    [Test]
    public void River_791_saving_again_keeps_what_the_first_save_has_given()
    {
        foreach (var definition in new[]
        {
            Recurrence.Every(Week), Days("Europe/Paris"), Recurrence.Every(Week).Between(Start, null), Recurrence.Cron("0 * * * *").Staggered(TimeSpan.FromMinutes(10)),
            Recurrence.Union(Recurrence.Every(Week), Days("UTC")).Except(Recurrence.Every(3 * Week)).Staggered(TimeSpan.FromMinutes(10)),
        })
        {
            var stored = Resolve(definition);
            Again(definition, stored).Should().Be(stored);
        }
    }

    [Test]
    public void What_changes_besides_takes_nothing_away()
    {
        var staggered = Recurrence.Every(Week).Staggered(TimeSpan.FromMinutes(10));
        var stored = Resolve(staggered);
        Again(staggered.Between(null, Later.AddYears(1)), stored).Anchor.Should().Be(First);
        Again(Recurrence.Cron("0 * * * *").Staggered(TimeSpan.FromMinutes(5)), stored).Phase.Should().Be(stored.Phase, "the place is the schedule's own");
        Again(Recurrence.Every(Week), stored).Phase.Should().BeNull();
        Again(Recurrence.Union(Days("UTC"), Recurrence.Every(Week)), Resolve(Recurrence.Union(Recurrence.Every(Week)))).Parts[1].Anchor.Should().Be(First, "wherever it stands");
    }

    [Test]
    public void Another_interval_counts_anew()
    {
        Again(Recurrence.Every(2 * Week), Resolve(Recurrence.Every(Week))).Anchor.Should().Be(Later);
        Again(Recurrence.Every(Week).Between(Start, null), Resolve(Recurrence.Every(Week))).Anchor.Should().Be(Start);
        Again(Days("Asia/Tokyo"), Resolve(Days("UTC"))).FirstDay.Should().Be(new DateOnly(2026, 5, 11));
        Again(Recurrence.Every(Week), null).Anchor.Should().Be(Later);
    }

    private static Recurrence Days(string zone) => Recurrence.EveryDays(3, new TimeOnly(9, 0), zone);

    private static Recurrence Resolve(Recurrence definition) => RecurrenceResolver.Resolve(definition, First, 0.25);

    private static Recurrence Again(Recurrence definition, Recurrence? stored) =>
        RecurrenceResolver.Keep(definition, RecurrenceResolver.Resolve(definition, Later, 0.75), stored);
}
