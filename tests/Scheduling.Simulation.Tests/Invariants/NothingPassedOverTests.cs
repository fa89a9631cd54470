using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class NothingPassedOverTests
{
    private static readonly Claim s_claim = Facts.Claim(Facts.Row());
    private static readonly DateTimeOffset s_third = Facts.Due + (2 * Facts.Period);

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset s_second = Facts.Due + Facts.Period;
    private static readonly Recurrence s_limited = Recurrence.Every(Facts.Period, Agenda.Start).Take(5);
    private static readonly Recurrence s_jittered = Recurrence.Every(Facts.Period, Agenda.Start).WithJitter(TimeSpan.FromSeconds(5));
    private static readonly MissedRun s_missed = new(Guid.NewGuid(), Facts.Due, s_second);
    private static readonly Claim s_latest = s_claim with { Occurrence = s_third, Next = s_third + Facts.Period, Missed = 2, MissedRun = s_missed };
    private static readonly Claim s_nothing = s_latest with { RunsNothing = true, Occurrence = Facts.Due, Next = s_third };

    private static readonly object[] s_wrong =
    [
        new TestCaseData(s_claim with { Version = 2 }).SetArgDisplayNames("of another version"),
        new TestCaseData(s_claim with { Due = s_third }).SetArgDisplayNames("of another due time"),
        new TestCaseData(s_claim with { Occurrence = s_third, Next = s_third + Facts.Period, Missed = 1 }).SetArgDisplayNames("that counts too few as missed"),
        new TestCaseData(s_claim with { Missed = 1 }).SetArgDisplayNames("that counts too many as missed"),
        new TestCaseData(s_claim with { Next = s_third }).SetArgDisplayNames("that leaves out what follows"),
        new TestCaseData(s_claim with { Next = Facts.Due + Facts.Period + TimeSpan.FromMilliseconds(3) }).SetArgDisplayNames("that counts on from the clock"),
        new TestCaseData(s_claim with { Next = null }).SetArgDisplayNames("that ends the chain"),
        new TestCaseData(s_claim with { Remaining = 3 }).SetArgDisplayNames("that limits what has no limit"),
        new TestCaseData(s_claim with { OccurrenceDue = Facts.Due + TimeSpan.FromSeconds(1) }).SetArgDisplayNames("that takes it for due later"),
        new TestCaseData(s_claim with { NextDue = s_third }).SetArgDisplayNames("that takes the next for due later"),
        new TestCaseData(s_claim with { Occurrence = s_third, Next = s_third + Facts.Period, Missed = 2 }).SetArgDisplayNames("that does not list what it misses"),
        new TestCaseData(s_latest with { MissedRun = new MissedRun(Guid.NewGuid(), Facts.Due, s_third) }).SetArgDisplayNames("that lists what it runs as missed"),
        new TestCaseData(s_claim with { MissedRun = s_missed }).SetArgDisplayNames("that lists what it does not miss"),
    ];

    private static readonly object[] s_right =
    [
        new TestCaseData(Facts.Row(), s_claim).SetArgDisplayNames("every"),
        new TestCaseData(Facts.Row(), s_latest).SetArgDisplayNames("the latest of several"),
        new TestCaseData(Facts.Row(Recurrence.Cron("* * * * *")), s_claim).SetArgDisplayNames("cron"),
        new TestCaseData(Facts.Row(Recurrence.Once(Facts.Due)), s_claim with { Next = null }).SetArgDisplayNames("once"),
        new TestCaseData(Facts.Row(s_limited) with { Remaining = 5 }, s_claim with { Remaining = 4 }).SetArgDisplayNames("one of five"),
        new TestCaseData(Facts.Row(s_limited) with { Remaining = 3 }, s_latest with { Next = null }).SetArgDisplayNames("the last of three"),
        new TestCaseData(Facts.Row(s_jittered), s_claim with { OccurrenceDue = Facts.Due + TimeSpan.FromSeconds(2), NextDue = s_second + TimeSpan.FromSeconds(4) }).SetArgDisplayNames("with jitter"),
    ];

    [TestCaseSource(nameof(s_wrong))]
    public void A_link_that_is_missing_is_found(Claim claim) => FoundWith(Facts.Row(), claim).Should().ContainSingle();

    [Test]
    public void A_claim_of_a_schedule_that_sleeps_no_more_is_found() => FoundWith(Facts.Row() with { IsActive = false }, s_claim).Should().ContainSingle();

    [Test]
    public void Passing_over_what_is_to_be_caught_up_is_found() => FoundWith(
        Facts.Row(Recurrence.Every(Facts.Period, Agenda.Start)) with { CatchUp = CatchUpPolicy.All }, s_latest)
        .Should().ContainSingle();

    [TestCase(5, false)]
    [TestCase(9, true)]
    public void Running_what_is_later_than_the_window_is_found(int minutes, bool isFound)
    {
        var row = Facts.Row() with { CatchUp = CatchUpPolicy.All, CatchUpWindow = TimeSpan.FromMinutes(5) };
        FoundWith(row, s_claim, Facts.Due + TimeSpan.FromMinutes(minutes)).Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(CatchUpPolicy.All, 60)]
    [TestCase(CatchUpPolicy.Latest, 60)]
    [TestCase(CatchUpPolicy.None, null)]
    public void Passing_over_what_the_window_leaves_time_for_is_found(CatchUpPolicy catchUp, int? seconds)
    {
        // Once all has settled: in a storm a claim may be planned long before it is carried out.
        var row = Facts.Row() with { CatchUp = catchUp, CatchUpWindow = seconds is { } window ? TimeSpan.FromSeconds(window) : null, NextDue = Facts.Due + s_hour };
        var claim = s_nothing with { Due = row.NextDue.Value, Occurrence = row.NextDue.Value, Next = s_third + s_hour, MissedRun = s_missed with { First = row.NextDue.Value, Last = s_second + s_hour } };

        FoundWith(row, claim, s_second + s_hour + TimeSpan.FromSeconds(5)).Should().ContainSingle();
    }

    [Test]
    public void Passing_over_what_is_too_late_is_not() => FoundWith(
        Facts.Row() with { CatchUp = CatchUpPolicy.None }, s_nothing, s_third - TimeSpan.FromSeconds(1)).Should().BeEmpty();

    [Test]
    public void Passing_over_all_without_a_window_is_found() => FoundWith(Facts.Row(), s_nothing, s_third - TimeSpan.FromSeconds(1)).Should().ContainSingle();

    [TestCase(CatchUpPolicy.Latest, true)]
    [TestCase(CatchUpPolicy.All, false)]
    public void Leaving_what_is_due_and_later_is_found(CatchUpPolicy catchUp, bool isFound) =>
        FoundWith(Facts.Row() with { CatchUp = catchUp }, s_claim, s_second + TimeSpan.FromMinutes(4)).Should().HaveCount(isFound ? 1 : 0);

    [TestCaseSource(nameof(s_right))]
    public void A_chain_without_a_gap_is_not(object row, Claim claim) => FoundWith((RowFacts)row, claim).Should().BeEmpty();

    private static IReadOnlyList<string> FoundWith(RowFacts row, Claim claim, DateTimeOffset? now = null)
    {
        Stage<NothingPassedOver> stage = new();
        stage.GoTo(now ?? Facts.Due);
        stage.Checker.Claimed(Facts.Node, row, claim, Facts.Run(row, claim));
        return stage.Found;
    }
}
