using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class RecurrenceTextTests
{
    private static readonly Recurrence[] All =
    [
        Recurrence.Cron("0 9 * * 1-5", "Europe/Paris"),
        Recurrence.Cron("@daily").Between(Utc("2026-01-01"), Utc("2027-01-01T00:00:00.0000001")),
        Recurrence.Every(TimeSpan.FromSeconds(90)),
        Recurrence.Every(TimeSpan.FromDays(400), Utc("2026-03-01T10:00:00.1234567")),
        Recurrence.Once(Utc("2026-03-01T10:00:00")),
    ];

    [TestCaseSource(nameof(All))]
    public void What_is_written_is_read_back_the_same(Recurrence recurrence) =>
        RecurrenceText.Read(RecurrenceText.Write(recurrence)).Should().Be(recurrence);

    [Test]
    public void The_text_is_readable_for_people() =>
        RecurrenceText.Write(All[0]).Should().Be("""{"v":1,"cron":"0 9 * * 1-5","zone":"Europe/Paris"}""");

    [TestCase(" ")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("""{"v":2,"cron":"* * * * *"}""")]
    [TestCase("""{"v":"1","cron":"* * * * *"}""")]
    [TestCase("""{"v":1,"cron":5}""")]
    [TestCase("""{"v":1,"cron":{}}""")]
    [TestCase("""{"v":1,"every":"soon"}""")]
    [TestCase("""{"v":1,"every":"99999999999.00:00:00"}""")]
    [TestCase("""{"v":1,"once":"2026-13-01"}""")]
    [TestCase("""{"v":1,"cron":"* * * * *","limit":"3"}""")]
    [TestCase("""{"v":1,"cron":"* * * * *"} {"v":1}""")]
    public void What_can_not_be_read_is_refused_with_the_text_and_a_mend(string text) =>
        FluentActions.Invoking(() => RecurrenceText.Read(text))
            .Should().Throw<InvalidRecurrenceException>().WithMessage("The stored recurrence *can't be read*Save the schedule again*")
            .Which.Message.Should().Contain(text);
}
