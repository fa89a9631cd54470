using System.Text.Json;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Tests.Chaining;

public sealed class RecurrenceTextTests
{
    [TestCaseSource(typeof(Shapes), nameof(Shapes.Each))]
    public void What_is_written_is_read_back_the_same(Recurrence recurrence) =>
        RecurrenceText.Read(RecurrenceText.Write(recurrence)).Should().Be(recurrence);

    [Test]
    public void Whatever_is_drawn_is_read_back_the_same()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var recurrence = Shapes.Draw(seed);
            RecurrenceText.Read(RecurrenceText.Write(recurrence)).Should().Be(recurrence, $"seed {seed}");
        }
    }

    // What earlier versions of the library have stored, and what they can read.
    [TestCase("""{"v":1,"cron":"0 9 * * 1-5","zone":"Europe/Paris"}""")]
    [TestCase("""{"v":1,"cron":"@daily","zone":"UTC","start":"2026-01-01T00:00:00Z","end":"2027-01-01T00:00:00.0000001Z"}""")]
    [TestCase("""{"v":1,"every":"00:01:30"}""")]
    [TestCase("""{"v":1,"every":"400.00:00:00","anchor":"2026-03-01T10:00:00.1234567Z"}""")]
    [TestCase("""{"v":1,"once":"2026-03-01T10:00:00Z"}""")]
    [TestCase("""{"v":2,"cron":"0 2 * * *","zone":"Europe/Paris","limit":3,"gap":"skip","overlap":"both"}""")]
    [TestCase("""{"v":2,"days":2,"at":"09:30","zone":"UTC","from":"2026-05-01","jitter":"00:00:30","stagger":"00:10:00","phase":0.25}""")]
    [TestCase("""{"v":2,"times":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"],"exceptTimes":["2026-01-01T00:00:00Z"]}""")]
    [TestCase("""{"v":2,"union":[{"cron":"0 9 * * *","zone":"UTC"},{"once":"2026-01-01T00:00:00Z"}],"exceptDates":[{"zone":"Asia/Tokyo","dates":["2026-12-25"]}],"except":[{"every":"1.00:00:00"}]}""")]
    public void Each_form_is_written_as_it_was(string text) => RecurrenceText.Write(RecurrenceText.Read(text)).Should().Be(text);

    [TestCase("""{"v":1,"every":"00:01:30","zone":"UTC"}""", """{"v":1,"every":"00:01:30"}""")]
    [TestCase("""{"v":1,"cron":"@daily","anchor":"2026-01-01T00:00:00Z"}""", """{"v":1,"cron":"@daily","zone":"UTC"}""")]
    [TestCase("""{"v":2,"cron":"@daily"}""", """{"v":1,"cron":"@daily","zone":"UTC"}""")]
    public void What_says_the_same_in_another_way_is_read(string text, string written) => RecurrenceText.Write(RecurrenceText.Read(text)).Should().Be(written);

    [TestCase(" ")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("""{"v":3,"cron":"* * * * *"}""")]
    [TestCase("""{"v":"1","cron":"* * * * *"}""")]
    [TestCase("""{"v":1,"cron":5}""")]
    [TestCase("""{"v":1,"cron":{}}""")]
    [TestCase("""{"v":1,"every":"soon"}""")]
    [TestCase("""{"v":1,"every":"99999999999.00:00:00"}""")]
    [TestCase("""{"v":1,"once":"2026-13-01"}""")]
    [TestCase("""{"v":1,"cron":"* * * * *","limit":"3"}""")]
    [TestCase("""{"v":1,"cron":"* * * * *","limit":3}""")]
    [TestCase("""{"v":1,"cron":"* * * * *","once":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","limit":"3"}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","anchor":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","gap":"ignore"}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","phase":1}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","exceptDates":[{"dates":["2026-12-25"]}]}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","exceptDates":[{"zone":"UTC","dates":["2026-12-25"],"hours":[9]}]}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","exceptDates":[{"zone":"UTC","dates":["tomorrow"]}]}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","exceptTimes":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","except":{"cron":"* * * * *"}}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","limit":1.5}""")]
    [TestCase("""{"v":2,"days":2}""")]
    [TestCase("""{"v":2,"times":[]}""")]
    [TestCase("""{"v":2,"union":[]}""")]
    [TestCase("""{"v":2,"union":[{"v":2,"cron":"* * * * *"}]}""")]
    [TestCase("""{"v":2,"union":[{"union":[{"union":[{"union":[{"cron":"* * * * *"}]}]}]}]}""")]
    [TestCase("""{"v":1,"cron":"* * * * *"} {"v":1}""")]
    public void What_can_not_be_read_is_refused_with_the_text_and_a_mend(string text) =>
        FluentActions.Invoking(() => RecurrenceText.Read(text))
            .Should().Throw<InvalidRecurrenceException>().WithMessage("The stored recurrence *can't be read*Save the schedule again*")
            .Which.Message.Should().Contain(text);

    [TestCase("""{"v":1,"every":"soon"}""")]
    [TestCase("""{"v":1,"every":"99999999999.00:00:00"}""")]
    [TestCase("""{"v":1,"once":"2026-13-01"}""")]
    [TestCase("""{"v":2,"cron":"* * * * *","jitter":"a bit"}""")]
    public void Who_reads_it_as_json_is_told_that_the_json_is_wrong(string text) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<Recurrence>(text)).Should().Throw<JsonException>().WithMessage("The recurrence can't be read: *");
}
