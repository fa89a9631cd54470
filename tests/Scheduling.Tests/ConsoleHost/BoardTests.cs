using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Schedules;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class BoardTests
{
    private FakeTimeProvider _time = null!;
    private StatementLedger _ledger = null!;
    private Board _board = null!;

    [SetUp]
    public void SetUp()
    {
        _time = new FakeTimeProvider(SampleRun.Occurrence);
        _ledger = new StatementLedger(_time);
        _board = new Board(_ledger, _time);
    }

    [Test]
    public void A_statement_before_anything_is_due_is_one_while_asleep()
    {
        Learn(DueIn(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        _ledger.Issued("due", 1);
        _ledger.Counts.Should().Be(new StatementCounts(1, 1, 1, 1, TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_statement_from_the_due_time_on_is_none()
    {
        Learn(DueIn(2));
        _time.Advance(TimeSpan.FromSeconds(5));
        _ledger.Issued("claim", 1);
        _ledger.Counts.Should().Be(new StatementCounts(1, 0, 0, 1, TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void What_runs_is_not_asleep_until_its_end_is_stored_and_the_schedules_have_been_read_again()
    {
        Learn(DueIn(2));
        _board.RunStarted("a", Guid.NewGuid());
        Learn(DueIn(2));
        _ledger.Issued("renew", 1);
        _board.RunEnded("a", willBeRecorded: true);
        Learn(DueIn(2));
        _ledger.Issued("finish", 1);
        _board.Recorded(1);
        _ledger.Counts.InAllSleeps.Should().Be(0);

        Learn(DueIn(2));
        _ledger.Issued("oops", 1);
        _ledger.Counts.Should().Be(new StatementCounts(3, 1, 1, 2, TimeSpan.Zero));
    }

    [Test]
    public void A_run_that_is_handed_back_leaves_nothing_to_be_stored()
    {
        _board.RunStarted("a", Guid.NewGuid());
        _board.RunEnded("a", willBeRecorded: false);
        Learn(DueIn(2));
        _ledger.Counts.Sleeps.Should().Be(1);
    }

    [Test]
    public void While_a_run_of_an_earlier_process_waits_to_be_taken_up_nothing_is_asleep()
    {
        Guid taken = Guid.NewGuid(), ended = Guid.NewGuid();
        _board.Strays([taken, ended]);
        Learn(DueIn(2));
        _ledger.Issued("rescue", 1);
        _ledger.Counts.Sleeps.Should().Be(0);

        _board.RunStarted("a", taken);
        _board.RunEnded("a", willBeRecorded: false);
        _board.HasStrays.Should().BeTrue();
        _board.StillOpen([taken]);
        _board.HasStrays.Should().BeFalse();
        Learn(DueIn(2));
        _ledger.Counts.Sleeps.Should().Be(1);
    }

    [Test]
    public void Changes_by_the_program_itself_are_not_asleep()
    {
        Learn(DueIn(2));
        using (_board.Changing())
        {
            _ledger.Issued("list", 1);
        }

        _ledger.Counts.InAllSleeps.Should().Be(0);
        _ledger.Counts.Sleeps.Should().Be(2);
    }

    [Test]
    public void What_is_overdue_or_happened_while_reading_keeps_everything_awake()
    {
        Learn(DueIn(0));
        var mark = _board.Mark;
        _board.Happen();
        _board.Learn([DueIn(2)], mark);
        _ledger.Counts.Sleeps.Should().Be(0);
        _board.Stale.IsCompleted.Should().BeTrue("what happened has not been read yet");

        Learn(DueIn(2));
        _board.Stale.IsCompleted.Should().BeFalse();
        _ledger.Counts.Sleeps.Should().Be(1);
    }

    [Test]
    public void A_paused_schedule_is_not_due()
    {
        Learn(DueIn(-5) with { State = ScheduleState.Paused }, DueIn(2));
        _ledger.Counts.Sleeps.Should().Be(1);
    }

    [Test]
    public void The_last_sleep_is_counted_anew_and_all_of_them_together()
    {
        Learn(DueIn(2));
        _ledger.Issued("oops", 1);
        Learn(DueIn(2));
        _ledger.Counts.InLastSleep.Should().Be(0);
        _ledger.Counts.InAllSleeps.Should().Be(1);
        _ledger.ByOperation.Should().Equal(new Dictionary<string, long> { ["oops"] = 1 });
    }

    private Schedule DueIn(double seconds) => new() { Id = "a", Job = "job", NextDue = _time.GetUtcNow() + TimeSpan.FromSeconds(seconds) };

    private void Learn(params Schedule[] schedules) => _board.Learn(schedules, _board.Mark);
}
