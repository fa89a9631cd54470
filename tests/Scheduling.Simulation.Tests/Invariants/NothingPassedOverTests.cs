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

    private static readonly object[] s_wrong =
    [
        new TestCaseData(s_claim with { Version = 2 }).SetArgDisplayNames("of another version"),
        new TestCaseData(s_claim with { Due = s_third }).SetArgDisplayNames("of another due time"),
        new TestCaseData(s_claim with { Occurrence = s_third, Next = s_third + Facts.Period, Missed = 1 }).SetArgDisplayNames("that counts too few as missed"),
        new TestCaseData(s_claim with { Missed = 1 }).SetArgDisplayNames("that counts too many as missed"),
        new TestCaseData(s_claim with { Next = s_third }).SetArgDisplayNames("that leaves out what follows"),
        new TestCaseData(s_claim with { Next = Facts.Due + Facts.Period + TimeSpan.FromMilliseconds(3) }).SetArgDisplayNames("that counts on from the clock"),
        new TestCaseData(s_claim with { Next = null }).SetArgDisplayNames("that ends the chain"),
    ];

    private static readonly object[] s_right =
    [
        new TestCaseData(Facts.Row(), s_claim).SetArgDisplayNames("every"),
        new TestCaseData(Facts.Row(), s_claim with { Occurrence = s_third, Next = s_third + Facts.Period, Missed = 2 }).SetArgDisplayNames("the latest of several"),
        new TestCaseData(Facts.Row(Recurrence.Cron("* * * * *")), s_claim).SetArgDisplayNames("cron"),
        new TestCaseData(Facts.Row(Recurrence.Once(Facts.Due)), s_claim with { Next = null }).SetArgDisplayNames("once"),
    ];

    [TestCaseSource(nameof(s_wrong))]
    public void A_link_that_is_missing_is_found(Claim claim) => FoundWith(Facts.Row(), claim).Should().ContainSingle();

    [Test]
    public void A_claim_of_a_schedule_that_sleeps_no_more_is_found() => FoundWith(Facts.Row() with { IsActive = false }, s_claim).Should().ContainSingle();

    [Test]
    public void Passing_over_what_is_to_be_caught_up_is_found() => FoundWith(
        Facts.Row(Recurrence.Every(Facts.Period, Agenda.Start)) with { CatchUp = CatchUpPolicy.All }, s_claim with { Occurrence = s_third, Next = s_third + Facts.Period, Missed = 2 })
        .Should().ContainSingle();

    [TestCaseSource(nameof(s_right))]
    public void A_chain_without_a_gap_is_not(object row, Claim claim) => FoundWith((RowFacts)row, claim).Should().BeEmpty();

    private static IReadOnlyList<string> FoundWith(RowFacts row, Claim claim)
    {
        Stage<NothingPassedOver> stage = new();
        stage.Checker.Claimed(Facts.Node, row, claim, Facts.Run(row, claim));
        return stage.Found;
    }
}
