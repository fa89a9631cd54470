using System.Globalization;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class RecurrenceParseTests
{
    [TestCaseSource(typeof(Shapes), nameof(Shapes.Each))]
    public void What_is_written_is_read_back_the_same(Recurrence recurrence)
    {
        Recurrence.Parse(recurrence.ToString()).Should().Be(recurrence);
        Parsed<Recurrence>($"{recurrence}").Should().Be(recurrence, "binders know IParsable");
        Recurrence.TryParse($"{recurrence}", out var again).Should().BeTrue();
        again!.ToString().Should().Be(recurrence.ToString());
    }

    [Test]
    public void Whatever_is_drawn_is_read_back_the_same()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var recurrence = Shapes.Draw(seed);
            Recurrence.Parse(recurrence.ToString()).Should().Be(recurrence, $"seed {seed}");
        }
    }

    [TestCase("0 9 * * 1-5", "cron 0 9 * * 1-5 in UTC")]
    [TestCase("  @daily in Europe/Paris  ", "cron @daily in Europe/Paris")]
    [TestCase("CRON 0 9 * * * IN Asia/Tokyo, JITTER 00:00:30", "cron 0 9 * * * in Asia/Tokyo, jitter 00:00:30")]
    [TestCase("0 0 1,15 * *, except on 2026-12-25 in UTC", "cron 0 0 1,15 * * in UTC, except on 2026-12-25 in UTC")]
    [TestCase("every 1.00:00:00 from 2026-01-01", "every 1.00:00:00 from 2026-01-01T00:00:00Z")]
    [TestCase("every day at 09:30", "every day at 09:30 in UTC")]
    [TestCase("every 3 days at 09:30:15 in Europe/Paris from 2026-01-01", "every 3 days at 09:30:15 in Europe/Paris from 2026-01-01")]
    [TestCase("once at 2026-01-01T10:00:00+01:00", "once at 2026-01-01T09:00:00Z")]
    [TestCase("at 2026-02-01T00:00:00Z and 2026-01-01T00:00:00Z", "at 2026-01-01T00:00:00Z and 2026-02-01T00:00:00Z")]
    [TestCase("any of (0 9 * * *, not after 2027-01-01) or (every 00:05:00), at most 3 times",
        "any of (cron 0 9 * * * in UTC, not after 2027-01-01T00:00:00Z) or (every 00:05:00), at most 3 times")]
    [TestCase("0 * * * *, twice in overlaps, skipping gaps, staggered within 00:10:00", "cron 0 * * * * in UTC, skipping gaps, twice in overlaps, staggered within 00:10:00")]
    public void People_may_write_it_shorter(string text, string canonical) => Recurrence.Parse(text).ToString().Should().Be(canonical);

    [TestCase("", "*nothing at position 1*Begin with a cron expression*")]
    [TestCase("daily", "*'daily' at position 1: no kind of recurrence*Begin with*")]
    [TestCase("cron", "*'cron' at position 1*")]
    [TestCase("every 5", "*'5' at position 7: this is no period*00:05:00*")]
    [TestCase("every fortnight", "*'fortnight' at position 7*")]
    [TestCase("every 0 days at 09:00", "*'0' at position 7: this is no whole number over zero*")]
    [TestCase("every 2 days at 25:00", "*'25:00' at position 17: this is no time of day*09:30*")]
    [TestCase("every 2 days at 09:00 from tomorrow", "*'tomorrow' at position 28: this is no day*")]
    [TestCase("once at noon", "*'noon' at position 9: this is no time*2026-01-31T09:00:00Z*")]
    [TestCase("at 2026-01-01T00:00:00Z and soon", "*'soon' at position 29*")]
    [TestCase("0 9 * * * in Europe/Paris or so", "*'Europe/Paris or so' at position 14: a time zone is one word*")]
    [TestCase("0 9 * * *, now and then", "*'now and then' at position 12: no option*There are*")]
    [TestCase("0 9 * * *, jitter 00:00:05, jitter 00:00:09", "*'jitter 00:00:09' at position 29: it is said twice*Say each option once*")]
    [TestCase("0 9 * * *, at most 3 times, at most 4 times", "*'at most 4 times' at position 29: it is said twice*")]
    [TestCase("0 9 * * *, not before 2026-01-01T00:00:00Z, not before 2026-01-02T00:00:00Z", "*it is said twice*")]
    [TestCase("0 9 * * *, not after 2026-01-01T00:00:00Z, not after 2026-01-02T00:00:00Z", "*it is said twice*")]
    [TestCase("0 9 * * *, staggered within 00:10:00, staggered within 00:20:00", "*it is said twice*")]
    [TestCase("0 9 * * *, at most few times", "*'few' at position 20*")]
    [TestCase("0 9 * * *, at most 3", "*'3' at position 20: it does not end with \"times\"*")]
    [TestCase("0 9 * * *, except on 2026-12-25", "*'2026-12-25' at position 22: it names no zone*")]
    [TestCase("0 9 * * *, except 0 9 1 * *", "*'0 9 1 * *' at position 19: a recurrence in parentheses*")]
    [TestCase("0 9 * * *, except (0 9 1 * *", "*'(' at position 19: it is not closed*")]
    [TestCase("any of (0 9 * * *)) or (1 9 * * *)", "*')' at position 19: it closes what was not opened*")]
    [TestCase("any of (any of (any of (any of (any of (0 9 * * *)))))", "*4 recurrences deep*")]
    [TestCase("0 9 * * *, staggered within 00:10:00 at phase 1", "*'1' at position 47: this is no fraction*")]
    public void What_can_not_be_read_is_refused_with_its_position_and_a_mend(string text, string message)
    {
        FluentActions.Invoking(() => Recurrence.Parse(text)).Should().Throw<FormatException>().WithMessage(message);
        Recurrence.TryParse(text, out var nothing).Should().BeFalse();
        nothing.Should().BeNull();
    }

    [Test]
    public void Nothing_is_nothing()
    {
        Recurrence.TryParse(null, out _).Should().BeFalse();
        FluentActions.Invoking(() => Recurrence.Parse(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void What_is_equal_has_the_same_hash_and_what_differs_in_one_thing_is_not_equal()
    {
        var shapes = Shapes.Each;
        for (var one = 0; one < shapes.Count; one++)
        {
            var copy = Recurrence.Parse(shapes[one].ToString());
            (copy == shapes[one]).Should().BeTrue();
            copy.GetHashCode().Should().Be(shapes[one].GetHashCode());
            shapes.Where((_, other) => other != one).Should().NotContain(copy);
        }

        Recurrence.Times([Utc("2026-01-01"), Utc("2026-01-02")]).Should().Be(Recurrence.Times([Utc("2026-01-02"), Utc("2026-01-01"), Utc("2026-01-02")]));
    }

    private static T Parsed<T>(string text)
        where T : IParsable<T> => T.Parse(text, CultureInfo.GetCultureInfo("ar-SA"));
}
