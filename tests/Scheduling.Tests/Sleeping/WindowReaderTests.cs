using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;
using Scheduling.Sleeping;
using Scheduling.Storage;
using Scheduling.Tests.HostingNode;

namespace Scheduling.Tests.Sleeping;

internal sealed class WindowReaderTests
{
    private const int Size = 16;

    private static readonly DateTimeOffset Start = NodeDriver.Start;

    private readonly HashSet<Guid> _heldHere = [];

    [Test]
    public void It_reads_nothing_until_it_is_told_to()
    {
        var (node, reader) = Make();

        Reads(node, reader).Should().BeNull();
        reader.WakeAt.Should().BeNull();
        reader.Want();

        reader.WakeAt.Should().Be(Start);
        Reads(node, reader)!.Query.Size.Should().Be(Size);
        reader.HasRead.Should().BeFalse("it has not been answered");
    }

    [Test]
    public void A_complete_window_is_never_read_again_until_there_is_a_gap()
    {
        var (node, reader) = Make();
        Answer(node, reader, Rows(0, 10), more: false);

        reader.WakeAt.Should().BeNull();
        node.Now = Start.AddDays(30);
        Reads(node, reader).Should().BeNull();
        reader.Want();

        Reads(node, reader).Should().NotBeNull();
    }

    [Test]
    public void A_want_that_comes_while_it_reads_leads_to_another_reading()
    {
        var (node, reader) = Make();
        reader.Want();
        var first = Reads(node, reader)!;
        reader.Want();
        Reads(node, reader).Should().BeNull("one reading is under way");

        reader.Answered(new WindowPage([], [], false, []));

        first.Should().NotBeNull();
        Reads(node, reader).Should().NotBeNull("what was missed may be newer than the page");
    }

    [Test]
    public void The_sentinel_reads_on_shortly_before_the_horizon()
    {
        var (node, reader) = Make();
        Answer(node, reader, Rows(60, Size), more: true);
        var horizon = Start.AddSeconds(60 + Size - 1);

        reader.WakeAt.Should().Be(horizon.AddSeconds(-1));
        node.Now = horizon.AddSeconds(-1).AddTicks(-1);
        Reads(node, reader).Should().BeNull();
        node.Now = horizon.AddSeconds(-1);

        Reads(node, reader).Should().NotBeNull();
    }

    [Test]
    public void The_sentinel_counts_by_the_stores_clock()
    {
        var (node, reader) = Make();
        node.Clock.Observe(Start.AddHours(1), Start, Start);
        Answer(node, reader, Rows(3_660, Size), more: true);

        reader.WakeAt.Should().Be(Start.AddSeconds(60 + Size - 2));
    }

    [Test]
    public void It_reads_at_once_when_the_window_has_run_low()
    {
        var (node, reader) = Make();
        Answer(node, reader, Rows(60, Size), more: true);
        for (var i = 0; node.Window.Count > (Size / 4) + 1; i++)
        {
            node.Window.Remove(WakeUpKind.Schedule, $"s{i:d3}");
            Reads(node, reader).Should().BeNull();
        }

        node.Window.Remove(WakeUpKind.Schedule, $"s{Size - 2:d3}");

        Reads(node, reader).Should().NotBeNull();
    }

    [Test]
    public void A_horizon_that_does_not_move_is_not_read_in_a_loop()
    {
        var (node, reader) = Make();
        WakeUp[] late = Rows(-5, Size);
        Answer(node, reader, late, more: true);
        var readings = 0;
        for (; node.Now < Start.AddSeconds(10); readings++)
        {
            Reads(node, reader).Should().BeNull("it has just read the same");
            reader.WakeAt.Should().BeAfter(node.Now);
            node.Now = reader.WakeAt!.Value;
            Answer(node, reader, late, more: true);
        }

        readings.Should().BeLessThanOrEqualTo(10, "once a second at the most");
    }

    [Test]
    public void While_fired_wake_ups_wait_for_a_slot_the_sentinel_sleeps()
    {
        var (node, reader) = Make();
        Answer(node, reader, Rows(0, Size), more: true);
        node.Now = Start.AddMinutes(5);
        while (node.Window.TakeDue(node.StoreNow) is not null)
        {
        }

        Reads(node, reader).Should().BeNull("a page would bring them once more");
        reader.WakeAt.Should().BeNull();
    }

    [Test]
    public void A_page_full_of_own_runs_says_how_far_it_reaches_and_is_not_read_in_a_loop()
    {
        var (node, reader) = Make();
        reader.Want();
        Reads(node, reader);
        var runs = Enumerable.Range(0, Size).Select(i => new RunHead(
            Guid.NewGuid(), $"s{i}", NodeDriver.Job, 1, RunState.Claimed, Start.AddSeconds(30), NodeDriver.Self, true, CancelRequest.None)).ToArray();
        _heldHere.UnionWith(runs.Select(run => run.Id));
        reader.Answered(new WindowPage([], runs, More: true, []));

        node.Window.Count.Should().Be(0);
        node.Window.Horizon.Should().Be(Start.AddSeconds(30), "the store has more, beyond them");
        Reads(node, reader, openAttempts: Size).Should().BeNull("it has just read");
        reader.WakeAt.Should().NotBeNull().And.BeOnOrBefore(Start.AddSeconds(30));
        node.Now = reader.WakeAt!.Value;
        Reads(node, reader, openAttempts: Size)!.Query.Size.Should().Be(2 * Size, "the attempts that run here take no place");
    }

    [Test]
    public void A_reading_that_failed_is_repeated_after_a_wait_that_grows()
    {
        var (node, reader) = Make();
        reader.Want();
        var last = TimeSpan.Zero;
        for (var i = 0; i < 6; i++)
        {
            Reads(node, reader).Should().NotBeNull();
            reader.Failed();
            Reads(node, reader).Should().BeNull();
            var wait = reader.WakeAt!.Value - node.Now;
            wait.Should().BeGreaterThan(last);
            last = wait;
            node.Now = reader.WakeAt!.Value;
        }
    }

    private static NodeCommand.ReadWindow? Reads(NodeContext node, WindowReader reader, int openAttempts = 0)
    {
        reader.Decide(openAttempts);
        var read = node.Commands.OfType<NodeCommand.ReadWindow>().SingleOrDefault();
        node.Commands.Clear();
        return read;
    }

    private static void Answer(NodeContext node, WindowReader reader, WakeUp[] rows, bool more)
    {
        reader.Want();
        Reads(node, reader).Should().NotBeNull();
        reader.Answered(new WindowPage([.. rows.Select(row => row.Head!)], [], more, []));
    }

    private static WakeUp[] Rows(int firstSecond, int count) =>
        [.. Enumerable.Range(0, count).Select(i => WakeUp.For(NodeDriver.Head($"s{i:d3}", Start.AddSeconds(firstSecond + i))))];

    private (NodeContext Node, WindowReader Reader) Make()
    {
        _heldHere.Clear();
        var node = new NodeContext(new NodeSettings(NodeDriver.Self) { WindowSize = Size }, new SomeJobs(NodeDriver.Job)) { Now = Start };
        return (node, new WindowReader(node, _heldHere.Contains));
    }
}
