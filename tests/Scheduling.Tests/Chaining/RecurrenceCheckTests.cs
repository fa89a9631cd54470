using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class RecurrenceCheckTests
{
    [TestCase("0 9 * * 1-5")]
    [TestCase("*/10 * * * * *")]
    [TestCase("  0\t9 * * MON#1 ")]
    [TestCase("0 0 L * ?")]
    [TestCase("0 0 29 2 *")]
    [TestCase("@daily")]
    [TestCase("@every_second")]
    [TestCase(" @Yearly ")]
    public void Five_fields_and_six_and_macros_are_accepted(string expression) =>
        FluentActions.Invoking(() => RecurrenceCheck.Check(Recurrence.Cron(expression, "America/New_York"))).Should().NotThrow();

    [TestCase("0 25 * * *", "*the hour '25' at position 3 is wrong: Value must be a number between 0 and 23*")]
    [TestCase("61 0 25 * * *", "*the second '61' at position 1*")]
    [TestCase("0 9 * * 1-5,8", "*the day of week '8' at position 13*")]
    [TestCase("0 9  1,2,,3 * *", "*the day of month '' at position 10 is wrong: it is empty*")]
    [TestCase("0 9 * FOO *", "*the month 'FOO' at position 7*")]
    [TestCase("0 9 1W,15 * *", "*the day of month '1W,15' at position 5*")]
    [TestCase("H 9 * * *", "*the minute 'H' at position 1*H is not supported*")]
    [TestCase("*/0 9 * * *", "*the minute '*/0' at position 1*")]
    [TestCase("", "*it has 0 fields*")]
    [TestCase("9", "*it has 1 field.*")]
    [TestCase("* * * * * * *", "*it has 7 fields*")]
    [TestCase(" @dayly", "*the macro at position 2 is not known*@daily*")]
    [TestCase("0 9 * * *\0 5", "*position 10 holds a null character*")]
    public void A_malformed_cron_is_refused_with_its_position(string expression, string message) =>
        Refusal(Recurrence.Cron(expression)).Should().Match(message).And.Contain($"\"{expression}\"");

    [Test]
    public void A_list_so_long_that_reading_it_would_exhaust_the_stack_is_refused() =>
        Refusal(Recurrence.Cron(string.Join(',', Enumerable.Repeat("0", 1_000_000)) + " * * * *")).Should().Contain("at most 500");

    [TestCase("0 0 30 2 *")]
    [TestCase("0 0 31 4,6,9,11 *")]
    public void A_cron_that_never_fires_is_refused(string expression) =>
        Refusal(Recurrence.Cron(expression, "Europe/Paris")).Should().Match($"*\"{expression}\" never fires*");

    [TestCase("Europe/Pariss", "*\"Europe/Pariss\" is not known*IANA name such as Europe/Paris*")]
    [TestCase("europe/paris", "*Did you mean Europe/Paris?*")]
    [TestCase("Romance Standard Time", "*Use its IANA name, Europe/Paris*")]
    [TestCase("", "*is not known*")]
    [TestCase("../../../etc/passwd", "*is not known*")]
    public void An_unknown_zone_is_refused_by_name(string zone, string message) =>
        Refusal(Recurrence.Cron("0 9 * * *", zone)).Should().Match(message);

    [Test]
    public void A_period_under_a_second_is_refused()
    {
        RecurrenceCheck.Check(Recurrence.Every(TimeSpan.FromSeconds(1)));
        Refusal(Recurrence.Every(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1))).Should().Contain("Use at least 00:00:01");
        Refusal(Recurrence.Every(TimeSpan.MinValue)).Should().Contain("too short");
    }

    [Test]
    public void An_end_before_the_start_is_refused()
    {
        var start = Utc("2026-01-01");
        RecurrenceCheck.Check(Recurrence.Cron("0 0 * * *").Between(start, start));
        Refusal(Recurrence.Cron("0 0 * * *").Between(start, start.AddTicks(-1))).Should().Contain("before it starts");
    }

    [Test]
    public void Bounds_that_leave_no_occurrence_are_refused()
    {
        var (start, end) = (Utc("2026-01-01T00:00:00.0000001"), Utc("2026-01-01T23:59:59.9999999"));
        Refusal(Recurrence.Cron("0 0 * * *").Between(start, end)).Should().Contain("no occurrence");
        Refusal(Recurrence.Every(TimeSpan.FromDays(1), Utc("2026-01-01")).Between(start, end)).Should().Contain("no occurrence");
        Refusal(Recurrence.Every(TimeSpan.FromDays(1), end).Between(null, start)).Should().Contain("no occurrence");
        Refusal(Recurrence.Once(Utc("2026-01-01")).Between(start, null)).Should().Contain("no occurrence");
        RecurrenceCheck.Check(Recurrence.Cron("0 0 * * *").Between(start, end.AddTicks(1)));
    }

    [Test]
    public void An_interval_without_anchor_passes_since_only_its_first_save_says_where_it_lies() =>
        FluentActions.Invoking(() => RecurrenceCheck.Check(Recurrence.Every(TimeSpan.FromDays(1)).Between(null, Utc("1999-01-01"))))
            .Should().NotThrow();

    private static string Refusal(Recurrence recurrence) =>
        FluentActions.Invoking(() => RecurrenceCheck.Check(recurrence)).Should().Throw<InvalidRecurrenceException>().Which.Message;
}
