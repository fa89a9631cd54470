using FluentAssertions;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost.Effects;
using Scheduling.ClusterHost.Talking;
using Scheduling.Storage;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>Each checker finds what it is there for, in a history in which nothing else is wrong.</summary>
public sealed class CheckTests
{
    private const int Here = 1;
    private const int There = 2;

    private static readonly DateTimeOffset s_due = new(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);
    private static readonly Guid s_run = Guid.NewGuid();

    [Test]
    public void What_is_in_order_is_found_to_be()
    {
        var history = Of(At(EffectKind.Started, 0.1), At(EffectKind.Ended, 0.5)) with { Calls = [Stop(0.3, running: 1)] };

        Invariants.Of(history).Should().BeEmpty();
        LostOccurrences.Of(history, [("a", s_due)]).Should().BeEmpty();
        StrayOccurrences.Of(history, (_, occurrence) => occurrence == s_due).Should().BeEmpty();
    }

    [Test]
    public void A_lost_occurrence_and_a_stray_one_are_found()
    {
        var history = Of(At(EffectKind.Started, 0.1));

        LostOccurrences.Of(history, [("a", s_due)]).Should().ContainSingle();
        StrayOccurrences.Of(history, (_, _) => false).Should().ContainSingle();
    }

    [Test]
    public void An_early_start_is_found() => EarlyStarts.Of(Of(At(EffectKind.Started, -0.001))).Should().ContainSingle();

    [Test]
    public void A_second_run_of_an_occurrence_is_found()
    {
        var history = Of();

        DoubleCompletions.Of(history with { Runs = [.. history.Runs, history.Runs[0] with { Id = Guid.NewGuid() }] }).Should().ContainSingle();
    }

    [Test]
    public void A_second_end_is_found_unless_the_process_of_the_first_could_not_record_it()
    {
        var history = Of(At(EffectKind.Started, 0.1), At(EffectKind.Ended, 0.2), At(EffectKind.Started, 5, There, 2), At(EffectKind.Ended, 6, There, 2));

        DoubleCompletions.Of(history).Should().ContainSingle();
        DoubleCompletions.Of(history with { Hindered = new HashSet<int> { Here } }).Should().BeEmpty();
        DoubleCompletions.Of(history with { Deaths = Died(0.3) }).Should().BeEmpty();
        DoubleCompletions.Repeated(history).Should().Be(1);
    }

    [Test]
    public void An_end_that_the_store_records_as_a_failure_is_found()
    {
        var history = Of(At(EffectKind.Started, 0.1), At(EffectKind.Ended, 0.2));

        DoubleCompletions.Of(history with { Runs = [history.Runs[0] with { State = RunState.Failed }] }).Should().ContainSingle();
    }

    [Test]
    public void Attempts_side_by_side_are_found_unless_the_process_of_the_first_was_killed_or_frozen_before()
    {
        var history = Of(At(EffectKind.Started, 0.1), At(EffectKind.Ended, 6), At(EffectKind.Started, 5, There, 2));
        var silent = Of(At(EffectKind.Started, 0.1), At(EffectKind.Started, 5, There, 2));

        OverlappingAttempts.Of(history).Should().ContainSingle();
        OverlappingAttempts.Of(history with { Freezes = [(Here, s_due.AddSeconds(1))] }).Should().BeEmpty();
        OverlappingAttempts.Of(silent).Should().ContainSingle();
        OverlappingAttempts.Of(silent with { Deaths = Died(1) }).Should().BeEmpty();
        OverlappingAttempts.Of(silent with { Deaths = Died(5.5) }).Should().ContainSingle();
    }

    [Test]
    public void Tokens_that_do_not_rise_or_are_given_twice_are_found()
    {
        var (first, second) = (At(EffectKind.Started, 0.1), At(EffectKind.Started, 5, There, 2));
        var next = At(EffectKind.Started, 2) with { RunId = Guid.NewGuid(), Occurrence = s_due.AddSeconds(1) };

        FencingTokens.Of(Of(first, second with { Fence = 9 })).Should().ContainSingle();
        FencingTokens.Of(Of(first, next with { Fence = 9 })).Should().ContainSingle();
        FencingTokens.Of(Of(first, next with { Fence = first.Fence })).Should().HaveCount(2);
        FencingTokens.Of(Of(first, second, next with { Fence = 40 })).Should().BeEmpty();
    }

    [Test]
    public void A_start_after_a_stop_is_found_until_the_schedule_is_saved_or_resumed()
    {
        var start = At(EffectKind.Started, 2);

        StartsAfterStops.Of(Of(start) with { Calls = [Stop(1, running: 1)] }).Should().ContainSingle();
        StartsAfterStops.Of(Of(start) with { Calls = [Stop(1, running: 1), Save(1.5)] }).Should().BeEmpty();
        StartsAfterStops.Of(Of(start) with { Calls = [Save(0.5), Stop(1, running: 1)] }).Should().ContainSingle();
        StartsAfterStops.Of(Of(start) with { Calls = [Stop(1, running: 1) with { Answer = null }] }).Should().BeEmpty("it has not returned");
    }

    [Test]
    public void A_handler_that_comes_late_to_its_first_line_must_be_cancelled_and_counted()
    {
        var start = At(EffectKind.Started, 2) with { IsCancelled = true };

        StartsAfterStops.Of(Of(start) with { Calls = [Stop(1, running: 1)] }).Should().BeEmpty();
        StartsAfterStops.Of(Of(start) with { Calls = [Stop(1, running: 0)] }).Should().ContainSingle();
        StartsAfterStops.Counted(Of(start) with { Calls = [Stop(1, running: 1)] }).Should().Be(1);
    }

    private static History Of(params Effect[] effects) =>
        new(effects, [new(s_run, "a", 1, s_due, 1, RunState.Succeeded, HasEnded: true)], [], new Dictionary<int, DateTimeOffset>());

    private static Effect At(EffectKind kind, double seconds, int process = Here, int attempt = 1) =>
        new("a", s_due, s_run, attempt, 10 * attempt, 1, process, kind, s_due.AddSeconds(seconds), s_due.AddSeconds(seconds), IsCancelled: false);

    private static Dictionary<int, DateTimeOffset> Died(double seconds) => new() { [Here] = s_due.AddSeconds(seconds) };

    private static Call Stop(double seconds, int running) =>
        new(Deed.Delete, "a", s_due.AddSeconds(seconds), new(LineKind.Reply) { At = s_due.AddSeconds(seconds), SignalledRunning = running });

    private static Call Save(double seconds) => new(Deed.Save, "a", s_due.AddSeconds(seconds), new(LineKind.Reply) { At = s_due.AddSeconds(seconds) });
}
