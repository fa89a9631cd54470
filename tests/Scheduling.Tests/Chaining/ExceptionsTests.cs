using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class ExceptionsTests
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly Recurrence Daily = Recurrence.Cron("0 12 * * *");

    [Test]
    public void Listed_times_come_in_order_and_once() =>
        All(Recurrence.Times([Noon.AddDays(1), Noon, Noon.AddDays(1), Noon.AddTicks(1)]), Noon.AddDays(-1))
            .Should().Equal(Noon, Noon.AddMicroseconds(1), Noon.AddDays(1));

    [Test]
    public void The_first_of_a_list_is_later_than_now()
    {
        Occurrences.First(Recurrence.Times([Noon, Noon.AddDays(1)]), Noon).Should().Be(Noon.AddDays(1));
        Occurrences.First(Recurrence.Times([Noon]), Noon).Should().BeNull();
    }

    [Test]
    public void Times_that_several_parts_name_count_once() =>
        All(Recurrence.Union(Daily, Recurrence.Times([Noon, Noon.AddHours(1)]), Recurrence.Every(TimeSpan.FromHours(12), Noon)).Between(null, Noon.AddDays(1)), Noon.AddTicks(-1))
            .Should().Equal(Noon, Noon.AddHours(1), Noon.AddHours(12), Noon.AddDays(1));

    [Test]
    public void Times_days_and_other_recurrences_are_left_out()
    {
        All(Daily.Except(Noon, Noon.AddDays(2)).Between(null, Noon.AddDays(3)), Noon.AddTicks(-1)).Should().Equal(Noon.AddDays(1), Noon.AddDays(3));
        All(Daily.Except("UTC", new DateOnly(2026, 5, 4), new DateOnly(2026, 5, 6)).Between(null, Noon.AddDays(3)), Noon.AddTicks(-1))
            .Should().Equal(Noon.AddDays(1), Noon.AddDays(3));
        All(Daily.Except(Recurrence.Cron("0 12 * * 2,3")).Between(null, Noon.AddDays(3)), Noon.AddTicks(-1)).Should().Equal(Noon, Noon.AddDays(3));
    }

    [Test]
    public void A_day_is_left_out_by_the_clocks_of_the_zone_that_is_named()
    {
        var hourly = Recurrence.Cron("0 * * * *").Except("Europe/Paris", new DateOnly(2026, 3, 29));
        Occurrences.Next(hourly, Utc("2026-03-28T22:00")).Should().Be(Utc("2026-03-29T22:00"), "the day on which clocks are put forward has 23 hours");
        Occurrences.Next(Recurrence.Cron("0 * * * *").Except("Europe/Paris", new DateOnly(2026, 10, 25)), Utc("2026-10-24T21:00"))
            .Should().Be(Utc("2026-10-25T23:00"), "and this one 25");
        Occurrences.Next(Recurrence.Cron("0 * * * *").Except("Pacific/Apia", new DateOnly(2011, 12, 30)), Utc("2011-12-30T09:00"))
            .Should().Be(Utc("2011-12-30T10:00"), "a day that never was leaves out nothing");
    }

    [Test]
    public void A_thousand_days_that_are_left_out_take_a_step_each()
    {
        var days = Enumerable.Range(0, 1_000).Select(day => new DateOnly(2026, 5, 4).AddDays(day)).ToArray();
        Occurrences.Next(Recurrence.Cron("* * * * * *").Except("Europe/Paris", days), Noon).Should().Be(Utc("2029-01-27T23:00"));
    }

    [Test]
    public void What_lies_behind_a_million_that_are_left_out_is_not_looked_for()
    {
        var most = Recurrence.Cron("* * * * * *").Between(Noon.AddSeconds(1), Noon.AddSeconds(Occurrences.MaxPassedOver));
        Occurrences.Next(Recurrence.Cron("* * * * * *").Except(most), Noon).Should().Be(Noon.AddSeconds(Occurrences.MaxPassedOver + 1));
        Occurrences.Next(Recurrence.Cron("* * * * * *").Except(most with { EndAt = Noon.AddSeconds(Occurrences.MaxPassedOver + 1) }), Noon).Should().BeNull();
    }

    [TestCaseSource(nameof(Refused))]
    public void What_makes_no_sense_is_refused(Func<Recurrence> make, string message) =>
        FluentActions.Invoking(() => RecurrenceCheck.Check(make())).Should().Throw<InvalidRecurrenceException>().WithMessage(message);

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new(() => Recurrence.Times([]), "*empty*at least one*");
        yield return new(() => Recurrence.Times(Forever()), "*over 1,000 times*");
        yield return new(() => Daily.Except([.. Forever().Take(1_001)]), "*over 1,000 times to leave out*");
        yield return new(() => Recurrence.Union(), "*no parts*");
        yield return new(() => Recurrence.Union([.. Enumerable.Repeat(Daily, 100)]), "*made of 101 recurrences*");
        yield return new(() => Recurrence.Union(Recurrence.Union(Recurrence.Union(Recurrence.Union(Daily)))), "*5 deep*");
        yield return new(() => Recurrence.Union(Daily.Take(3)), "*within another has a limit*");
        yield return new(() => Daily.Except(Daily.WithJitter(TimeSpan.FromSeconds(1))), "*within another has a limit, jitter*");
        yield return new(() => Recurrence.Union(Recurrence.Cron("0 0 30 2 *"), Daily), "*never fires*");
        yield return new(() => Daily.Take(0), "*limit of 0*1 to 100,000*");
        yield return new(() => Daily.Take(100_001), "*limit of 100,001*");
        yield return new(() => Daily.WithJitter(TimeSpan.Zero), "*Jitter of 00:00:00 is not possible*");
        yield return new(() => Daily.Staggered(TimeSpan.FromDays(367)), "*Staggering of 367.00:00:00*at most 366*");
        yield return new(() => Recurrence.EveryDays(0, default), "*Every 0 days*");
        yield return new(() => Recurrence.EveryDays(36_501, default), "*Every 36,501 days*");
        yield return new(() => Recurrence.EveryDays(1, default, "Europe/Nowhere"), "*\"Europe/Nowhere\" is not known*");
        yield return new(() => Daily.Except("Europe/Nowhere", default(DateOnly)), "*\"Europe/Nowhere\" is not known*");
        yield return new(() => Recurrence.Every(TimeSpan.FromDays(1)) with { InGap = ClockGap.Skip }, "*has no local times*");
        yield return new(() => Daily with { InOverlap = (ClockOverlap)9 }, "*does not exist*");
        yield return new(() => Daily.Except(Daily), "*excepts its first 1,000,000*Except fewer*");
        yield return new(() => Recurrence.Cron("* * * * * *").Except(Recurrence.Cron("* * * * * *")), "*excepts its first 1,000,000*Except fewer*");
        yield return new(() => Recurrence.Once(Noon).Except(Noon), "*no occurrence*");
    }

    private static IEnumerable<DateTimeOffset> Forever()
    {
        for (var at = Noon; ; at = at.AddSeconds(1))
        {
            yield return at;
        }
    }

    private static IEnumerable<DateTimeOffset> All(Recurrence recurrence, DateTimeOffset after)
    {
        for (var at = Occurrences.Next(recurrence, after); at is { } found; at = Occurrences.Next(recurrence, found))
        {
            yield return found;
        }
    }
}
