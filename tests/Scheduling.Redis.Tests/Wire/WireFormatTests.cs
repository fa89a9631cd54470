using System.Text;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Redis.Wire;
using Scheduling.Storage;

namespace Scheduling.Redis.Tests.Wire;

/// <summary>The texts here are those of version 1, which nodes in the field send and read: they are never changed, only added to.</summary>
public sealed class WireFormatTests
{
    private const string Full =
        """{"v":1,"e":[{"k":"schedule/cancel","n":"worker-1#17","s":"digest-42","v":7,"j":"send-digest","w":"2031-02-03T04:05:06.1234567+00:00","r":"00112233-4455-6677-8899-aabbccddeeff","a":2,"h":"worker-2#4","c":"always","b":true,"o":-5,"f":"a1b2c3"}]}""";

    private static readonly SchedulingEvent s_full = new(SchedulingEventKind.ScheduleCancel, "worker-1#17")
    {
        ScheduleId = "digest-42",
        Version = 7,
        Job = "send-digest",
        WakeAt = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_567),
        RunId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        Attempt = 2,
        Holder = "worker-2#4",
        Cancel = CancelRequest.Always,
        Started = true,
        Nonce = -5,
        Rules = "a1b2c3",
    };

    [Test]
    public void A_full_event_is_written_as_in_version_1() => Write(s_full).Should().Equal(Full);

    [Test]
    public void A_full_event_is_read_as_in_version_1() => Read(Full).Should().Equal(s_full);

    [Test]
    public void An_empty_holder_is_told_apart_from_none() =>
        Read(Write(new SchedulingEvent(SchedulingEventKind.ScheduleStart, "a#1") { Holder = "" }).Single()).Should().ContainSingle().Which.Holder.Should().BeEmpty();

    [TestCase(SchedulingEventKind.Hello, "hello")]
    [TestCase(SchedulingEventKind.Leave, "leave")]
    [TestCase(SchedulingEventKind.Intent, "intent")]
    [TestCase(SchedulingEventKind.ScheduleStart, "schedule/start")]
    [TestCase(SchedulingEventKind.ScheduleCancel, "schedule/cancel")]
    [TestCase(SchedulingEventKind.RunStarted, "run/started")]
    [TestCase(SchedulingEventKind.RunFinished, "run/finished")]
    [TestCase(SchedulingEventKind.Ack, "ack")]
    [TestCase(SchedulingEventKind.Backlog, "backlog")]
    public void Each_kind_has_its_name_of_version_1(SchedulingEventKind kind, string name)
    {
        var text = $$"""{"v":1,"e":[{"k":"{{name}}","n":"a#1"}]}""";

        Write(new SchedulingEvent(kind, "a#1")).Should().Equal(text);
        Read(text).Should().Equal(new SchedulingEvent(kind, "a#1"));
    }

    [Test]
    public void No_kind_is_without_a_name() =>
        Write([.. Enum.GetValues<SchedulingEventKind>().Select(kind => new SchedulingEvent(kind, "a#1"))]).Should().ContainSingle();

    [TestCase(CancelRequest.None, "")]
    [TestCase(CancelRequest.BeforeStart, ""","c":"before_start" """)]
    [TestCase(CancelRequest.Always, ""","c":"always" """)]
    public void Each_cancel_request_has_its_name_of_version_1(CancelRequest cancel, string property)
    {
        SchedulingEvent told = new(SchedulingEventKind.ScheduleCancel, "a#1") { Cancel = cancel };
        var text = $$"""{"v":1,"e":[{"k":"schedule/cancel","n":"a#1"{{property.TrimEnd()}}}]}""";

        Write(told).Should().Equal(text);
        Read(text).Should().Equal(told);
    }

    [Test]
    public void What_a_later_version_adds_is_passed_over() =>
        Read("""
            {"v":2,"r":1,"z":{"deep":[1,2]},"e":[
                {"k":"tomorrow/maybe","n":"b#1"},
                {"k":"schedule/cancel","n":"b#1","c":"politely"},
                {"k":"hello","n":"b#1","o":3,"new":[true],"other":null}]}
            """).Should().Equal(new SchedulingEvent(SchedulingEventKind.Hello, "b#1") { Nonce = 3 });

    [TestCase("""{"v":2,"e":[{"k":"hello","n":"a#1"}]}""")]
    [TestCase("""{"v":3,"r":2,"e":[]}""")]
    [TestCase("""{"v":2,"e":"elsewhere"}""")]
    [TestCase("""{"v":3,"r":2,"e":[{"k":7,"n":{}}]}""")]
    public void What_asks_for_a_later_version_is_not_read(string text) => Verdict(text).Should().Be(WireVerdict.TooNew);

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"v":1}""")]
    [TestCase("""{"v":0,"e":[]}""")]
    [TestCase("""{"v":-1,"e":[]}""")]
    [TestCase("""{"v":"1","e":[]}""")]
    [TestCase("""{"v":1,"e":[null]}""")]
    [TestCase("""{"v":1,"e":[{"n":"a#1"}]}""")]
    [TestCase("""{"v":1,"e":[{"k":"hello"}]}""")]
    [TestCase("""{"v":1,"e":[{"k":"hello","n":""}]}""")]
    [TestCase("""{"v":1,"e":[{"k":"hello","n":"a#1","o":"x"}]}""")]
    [TestCase("""{"v":1,"e":[{"k":"hello","n":"a#1","o":99999999999999999999}]}""")]
    [TestCase("""{"v":1,"e":[{"k":"intent","n":"a#1","w":"tomorrow"}]}""")]
    [TestCase("""{"v":1,"e":[{"k":"hello","n":"a#1"}]""")]
    [TestCase("{\"v\":1,\"e\":[{\"k\":\"hello\",\"n\":\"a\u0000\"}]}")]
    public void What_is_broken_is_not_read(string text) => Verdict(text).Should().Be(WireVerdict.Malformed);

    [Test]
    public void Bytes_that_are_no_text_are_not_read() => WireReader.Read(new byte[] { 0xff, 0xfe, 0x00, 0xc3 }, 1000, out _).Should().Be(WireVerdict.Malformed);

    [Test]
    public void What_nests_without_end_is_not_read() => Verdict($$"""{"v":1,"x":{{new string('[', 100_000)}}""").Should().Be(WireVerdict.Malformed);

    [Test]
    public void A_message_may_have_so_many_bytes_and_no_more()
    {
        var text = Encoding.UTF8.GetBytes(Full);

        WireReader.Read(text, text.Length, out _).Should().Be(WireVerdict.Read);
        WireReader.Read(text, text.Length - 1, out var events).Should().Be(WireVerdict.Oversized);
        events.Should().BeEmpty();
    }

    [Test]
    public void Many_events_go_in_as_few_messages_as_the_size_allows()
    {
        SchedulingEvent[] events = [.. Enumerable.Range(0, 1_000).Select(number => s_full with { Nonce = number })];

        var messages = WireWriter.Write(events);

        messages.Should().OnlyContain(message => message.Length < WireWriter.FullBytes + (2 * Full.Length));
        messages.Should().HaveCount((int)Math.Ceiling(messages.Sum(message => message.Length) / (double)WireWriter.FullBytes));
        messages.SelectMany(message => Read(Encoding.UTF8.GetString(message.Span))).Should().Equal(events);
    }

    private static IEnumerable<string> Write(params SchedulingEvent[] events) => WireWriter.Write(events).Select(message => Encoding.UTF8.GetString(message.Span));

    private static IReadOnlyList<SchedulingEvent> Read(string text)
    {
        WireReader.Read(Encoding.UTF8.GetBytes(text), 1024 * 1024, out var events).Should().Be(WireVerdict.Read);
        return events;
    }

    private static WireVerdict Verdict(string text) => WireReader.Read(Encoding.UTF8.GetBytes(text), 1024 * 1024, out _);
}
