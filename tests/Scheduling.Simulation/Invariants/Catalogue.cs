namespace Scheduling.Simulation.Invariants;

/// <summary>All the promises.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Checker> Of(World world) =>
    [
        new OneClaimEach(world),
        new NoRaceWithOneself(world),
        new DisjointLeases(world),
        new OneAtATime(world),
        new NeverEarly(world),
        new NoStartAfterStop(world),
        new NothingPassedOver(world),
        new LimitKept(world),
        new OverlapAsSaid(world),
        new BufferedInOrder(world),
        new AskedForOnce(world),
        new OneOutcomeEach(world),
        new VersionsRise(world),
        new OnlyWhoCan(world),
        new PoisonSetAside(world),
        new NothingLate(world),
        new NothingLeftWaiting(world),
        new QuietWhenAsleep(world),
        new WindowComplete(world),
        new BoundedMemory(world),
    ];
}
