using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.ConsoleHost.Files;
using Scheduling.ConsoleHost.Hosting;
using Scheduling.ConsoleHost.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class ScheduleFileTests
{
    private const string Rest = "\"job\":\"write-line\",\"payload\":{\"text\":\"x\"}";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 31, 8, 0, 0, TimeSpan.Zero));
    private IHost _checking = null!;
    private string _path = null!;

    [SetUp]
    public void SetUp()
    {
        _checking = HostComposition.BuildForChecking(_time);
        _path = Path.GetTempFileName();
    }

    [TearDown]
    public void TearDown()
    {
        _checking.Dispose();
        File.Delete(_path);
    }

    [Test]
    public async Task Every_part_of_an_entry_is_read()
    {
        var definitions = await LoadAsync("""
            [ // a comment
              { "id": "a", "cron": "0 9 * * 1-5", "zone": "Europe/Paris", "group": "g", "name": "n", "overlap": "allowAll",
                "job": "run-command", "payload": { "command": "ls", "arguments": ["-l"], "timeoutSeconds": 1.5, "customerId": 42 } },
              { "id": "b", "every": "1h30m", "job": "http-get", "payload": { "url": "http://localhost/" } },
              { "id": "c", "at": "+4s", "job": "write-line", "payload": { "text": "x" } },
            ]
            """);

        definitions.Should().HaveCount(3);
        definitions[0].Should().BeEquivalentTo(new ScheduleDefinition("a", "run-command", Recurrence.Cron("0 9 * * 1-5", "Europe/Paris"))
        {
            Group = "g",
            Name = "n",
            Overlap = OverlapPolicy.AllowAll,
            Payload = new RunCommandPayload("ls", ["-l"], 1.5, 42),
        });
        definitions[1].Recurrence.Should().Be(Recurrence.Every(TimeSpan.FromMinutes(90)));
        definitions[1].Overlap.Should().Be(OverlapPolicy.Skip);
        definitions[2].Recurrence.Should().Be(Recurrence.Once(_time.GetUtcNow() + TimeSpan.FromSeconds(4)));
    }

    [TestCase("\"cron\":\"* * * * *\"," + Rest, "(no id): has no \"id\"")]
    [TestCase("\"id\":\"\",\"cron\":\"* * * * *\"," + Rest, "(no id): \"id\" is empty")]
    [TestCase("\"id\":7,\"cron\":\"* * * * *\"," + Rest, "\"id\" is a number")]
    [TestCase("\"id\":\"a\\u0007\",\"cron\":\"* * * * *\"," + Rest, "control character")]
    [TestCase("\"id\":\"a\"," + Rest, "has none of \"cron\", \"every\", \"at\"")]
    [TestCase("\"id\":\"a\",\"cron\":\"* * * * *\",\"every\":\"2s\"," + Rest, "has \"cron\" and \"every\"")]
    [TestCase("\"id\":\"a\",\"cron\":\"61 * * * *\"," + Rest, "\"61 * * * *\" can't be read")]
    [TestCase("\"id\":\"a\",\"cron\":\"0 0 30 2 *\"," + Rest, "never fires")]
    [TestCase("\"id\":\"a\",\"cron\":\"* * * * *\",\"zone\":\"Europe/Pariss\"," + Rest, "\"Europe/Pariss\" is not known")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"zone\":\"UTC\"," + Rest, "has a \"zone\" without \"cron\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2x\"," + Rest, "\"every\" is \"2x\", which can't be read")]
    [TestCase("\"id\":\"a\",\"every\":\"10ms\"," + Rest, "too short")]
    [TestCase("\"id\":\"a\",\"every\":2," + Rest, "\"every\" is a number")]
    [TestCase("\"id\":\"a\",\"at\":\"2030-01-31T09:00:00\"," + Rest, "\"at\" is \"2030-01-31T09:00:00\", which can't be read")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"overlap\":\"none\"," + Rest, "\"overlap\" is \"none\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"grup\":\"g\"," + Rest, "unknown member \"grup\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"every\":\"3s\"," + Rest, "has \"every\" twice")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"payload\":{\"text\":\"x\"}", "has no \"job\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-lin\",\"payload\":{}", "the job \"write-lin\" is not known; name one of write-line, run-command, http-get")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"stand-in\",\"payload\":{}", "the job \"stand-in\" is not known")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\"", "has no \"payload\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\",\"payload\":[]", "\"payload\" is not an object")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\",\"payload\":{}", "the payload has no \"text\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\",\"payload\":{\"text\":null}", "\"text\" does not fit: give a text")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\",\"payload\":{\"text\":\"x\",\"txt\":\"x\"}", "the payload has the unknown member \"txt\"")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\",\"payload\":{\"text\":\"x\",\"text\":\"y\"}", "the payload has \"text\" twice")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"write-line\",\"payload\":{\"text\":\"x\",\"customerId\":\"42\"}", "\"customerId\" does not fit: give a whole number")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"run-command\",\"payload\":{\"command\":\" \"}", "\"command\" is empty")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"run-command\",\"payload\":{\"command\":\"ls\",\"arguments\":\"-l\"}", "\"arguments\" does not fit: give an array of texts")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"run-command\",\"payload\":{\"command\":\"ls\",\"arguments\":[null]}", "\"arguments\" holds a null")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"http-get\",\"payload\":{\"url\":\"ftp://x\"}", "\"url\" is 'ftp://x'")]
    [TestCase("\"id\":\"a\",\"every\":\"2s\",\"job\":\"http-get\",\"payload\":{\"url\":\"http://x\",\"timeoutSeconds\":0}", "\"timeoutSeconds\" is 0")]
    public async Task An_error_is_named_with_its_entry(string entry, string fact)
    {
        var message = await RefusalAsync($"[{{ \"id\": \"good\", \"every\": \"2s\", {Rest} }}, {{ {entry} }}]");

        message.Should().Contain("has 1 error; nothing of it was scheduled").And.Contain("entry 2 (").And.Contain(fact).And.NotContain("entry 1 (").And.NotContain("Parameter");
    }

    [Test]
    public async Task All_errors_of_all_entries_are_named_at_once()
    {
        var message = await RefusalAsync("""
            [
              { "id": "a", "cron": "61 * * * *", "job": "nothing", "typo": 1 },
              5,
              { "id": "b", "every": "2s", "job": "write-line", "payload": { "text": "x" } },
              { "id": "b", "every": "10ms", "job": "write-line", "payload": { "text": "x" } }
            ]
            """);

        message.Should().Contain("has 6 errors").And.ContainAll(
            "entry 1 (\"a\"): has the unknown member \"typo\"",
            "entry 1 (\"a\"): the job \"nothing\" is not known",
            "entry 1 (\"a\"): The cron expression",
            "entry 2 (no id): is a number",
            "entry 4 (\"b\"): entry 3 has the same id",
            "entry 4 (\"b\"): A period of");
    }

    [TestCase("[\n  { \"id\": }\n]", "is not JSON, at line 2, position 11")]
    [TestCase("", "is not JSON, at line 1, position 1")]
    [TestCase("{}", "does not hold a JSON array")]
    [TestCase("[]", "has no entries")]
    public async Task What_is_no_list_of_entries_is_refused(string text, string fact) => (await RefusalAsync(text)).Should().Contain(fact);

    [Test]
    public async Task A_missing_file_is_named_with_its_whole_path()
    {
        File.Delete(_path);
        var load = () => ScheduleFile.LoadAsync(_path, _time.GetUtcNow(), Check, default);
        (await load.Should().ThrowAsync<ScheduleFileException>()).WithMessage($"There is no file {_path}.*--file.");
    }

    private IEntryCheck Check => _checking.Services.GetRequiredService<IEntryCheck>();

    private async Task<IReadOnlyList<ScheduleDefinition>> LoadAsync(string text)
    {
        await File.WriteAllTextAsync(_path, text);
        return await ScheduleFile.LoadAsync(_path, _time.GetUtcNow(), Check, default);
    }

    private async Task<string> RefusalAsync(string text)
    {
        var load = () => LoadAsync(text);
        return (await load.Should().ThrowAsync<ScheduleFileException>()).Which.Message;
    }
}
