using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class OccurrencesTests
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Recurrence[] AllAtNoon =
    [
        Recurrence.Cron("0 12 * * *"), Recurrence.Every(Hour, Noon - (5 * Hour)), Recurrence.Every(Hour, Noon), Recurrence.Once(Noon),
    ];

    [TestCaseSource(nameof(AllAtNoon))]
    public void The_next_is_strictly_after(Recurrence recurrence)
    {
        Occurrences.Next(recurrence, Noon - Tick).Should().Be(Noon);
        Occurrences.Next(recurrence, Noon).Should().NotBe(Noon);
        Occurrences.Next(recurrence, Noon + Tick).Should().NotBe(Noon);
    }

    [TestCaseSource(nameof(AllAtNoon))]
    public void Both_bounds_are_inclusive_to_the_tick(Recurrence recurrence)
    {
        var before = Noon - Tick;
        Occurrences.Next(recurrence.Between(Noon, Noon), before).Should().Be(Noon);
        Occurrences.Next(recurrence.Between(Noon, Noon), DateTimeOffset.MinValue).Should().Be(Noon);
        Occurrences.Next(recurrence.Between(Noon, Noon), Noon).Should().BeNull();
        Occurrences.Next(recurrence.Between(Noon + Tick, Noon + Tick), before).Should().BeNull();
        Occurrences.Next(recurrence.Between(null, Noon - Tick), before).Should().BeNull();
        Occurrences.Next(recurrence.Between(Noon - Tick, null), DateTimeOffset.MinValue).Should().Be(Noon);
    }

    [Test]
    public void Times_that_are_not_whole_microseconds_are_rounded_up()
    {
        var (odd, up) = (Noon + Tick, Noon + TimeSpan.FromMicroseconds(1));
        Occurrences.Next(Recurrence.Once(odd), Noon).Should().Be(up);
        Occurrences.Next(Recurrence.Once(odd), up).Should().BeNull();
        Occurrences.Next(Recurrence.Once(odd), up - Tick).Should().Be(up);
        Occurrences.Next(Recurrence.Every(Hour, odd), Noon).Should().Be(up);
        Occurrences.Next(Recurrence.Every(Hour, odd), up).Should().Be(up + Hour);
        Occurrences.Next(Recurrence.Every(Hour + Tick, Noon), Noon).Should().Be(Noon + Hour + TimeSpan.FromMicroseconds(1));
        Occurrences.Next(Recurrence.Once(odd).Between(null, odd), Noon).Should().BeNull("rounded up, it lies after the end");
    }

    [Test]
    public void The_result_is_in_utc_whatever_the_offset_asked_with() =>
        Occurrences.Next(Recurrence.Cron("0 9 * * *", "Europe/Paris"), new DateTimeOffset(2026, 5, 4, 20, 0, 0, 9 * Hour))!.Value
            .Should().Be(Utc("2026-05-05T07:00:00")).And.BeExactly(Utc("2026-05-05T07:00:00"));

    [Test]
    public void An_interval_begins_at_its_anchor_and_keeps_to_its_grid()
    {
        var recurrence = Recurrence.Every(TimeSpan.FromSeconds(7), Noon);
        Occurrences.Next(recurrence, Noon.AddYears(-100)).Should().Be(Noon);
        var far = Occurrences.Next(recurrence, Noon.AddYears(3_000))!.Value;
        ((far - Noon).Ticks % TimeSpan.FromSeconds(7).Ticks).Should().Be(0);
        far.Should().BeAfter(Noon.AddYears(3_000)).And.BeOnOrBefore(Noon.AddYears(3_000).AddSeconds(7));
    }

    [Test]
    public void Nothing_is_due_after_the_end_of_time()
    {
        var last = DateTimeOffset.MaxValue;
        Occurrences.Next(Recurrence.Every(Hour, Noon), last - Tick).Should().BeNull();
        Occurrences.Next(Recurrence.Every(TimeSpan.MaxValue, Noon), Noon).Should().BeNull();
        Occurrences.Next(Recurrence.Every(Hour, last), Noon).Should().BeNull();
        Occurrences.Next(Recurrence.Once(last), Noon).Should().BeNull();
        foreach (var zone in new[] { "UTC", "America/New_York", "Pacific/Kiritimati", "Europe/Paris" })
        {
            Occurrences.Next(Recurrence.Cron("* * * * * *", zone), last).Should().BeNull();
            Occurrences.Next(Recurrence.Cron("0 23 31 12 *", zone), Utc("9999-12-31T22:59:59"))
                .Should().BeOneOf(null, Utc("9999-12-31T23:00:00"));
            Occurrences.Next(Recurrence.Cron("0 12 * * *", zone), DateTimeOffset.MinValue).Should().NotBeNull();
        }
    }

    [Test]
    public void The_first_of_once_may_be_past()
    {
        Occurrences.First(Recurrence.Once(Noon), Noon + (9 * Hour)).Should().Be(Noon);
        Occurrences.First(Recurrence.Once(Noon), Noon - Hour).Should().Be(Noon);
        Occurrences.First(Recurrence.Once(Noon).Between(Noon + Hour, null), Noon).Should().BeNull();
    }

    [Test]
    public void The_first_of_all_others_is_later_than_now()
    {
        Occurrences.First(Recurrence.Cron("0 12 * * *"), Noon).Should().Be(Noon.AddDays(1));
        Occurrences.First(Recurrence.Every(Hour, Noon), Noon).Should().Be(Noon + Hour);
        Occurrences.First(Recurrence.Every(Hour, Noon + Tick), Noon).Should().Be(Noon.AddMicroseconds(1));
        Occurrences.First(Recurrence.Every(Hour, Noon), Noon.AddDays(-9)).Should().Be(Noon);
    }

    [Test]
    public void An_interval_without_anchor_is_a_programming_error() =>
        FluentActions.Invoking(() => Occurrences.Next(Recurrence.Every(Hour), Noon)).Should().Throw<InvalidOperationException>().WithMessage("*WithAnchor*");

    [Test]
    public void A_stored_recurrence_that_was_never_checked_is_refused_rather_than_run()
    {
        FluentActions.Invoking(() => Occurrences.Next(Recurrence.Every(TimeSpan.Zero, Noon), Noon)).Should().Throw<InvalidRecurrenceException>();
        FluentActions.Invoking(() => Occurrences.Next(Recurrence.Cron("nonsense"), Noon)).Should().Throw<InvalidRecurrenceException>();
    }

    [Test]
    public void Asking_for_the_next_of_a_known_cron_allocates_nothing()
    {
        var recurrence = Recurrence.Cron("0 9 * * 1-5", "Europe/Paris");
        var at = Noon;
        for (var warm = 0; warm < 2_000; warm++)
        {
            at = Occurrences.Next(recurrence, at)!.Value;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        at = Noon;
        for (var index = 0; index < 100; index++)
        {
            at = Occurrences.Next(recurrence, at)!.Value;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100);
    }
}
