namespace Scheduling.Simulation.Mutations;

/// <summary>The rules that can be switched off, by name.</summary>
internal static class AllMutations
{
    public static IReadOnlyList<Mutation> List { get; } =
    [
        new ByNodeClock(),
        new ByValue(),
        new NoRetry(),
        new NoSentinel(),
        new NoGate(),
        new BlindTrust(),
        new NoIntent(),
        new NoReading(),
        new NoBackup(),
        new NoLeave(),
        new NoFence(),
        new NoPoison(),
        new NoRearming(),
        new FromTheClock(),
        new NewIdEachTry(),
        new NoEpoch(),
        new NoPromotion(),
        new NoLook(),
    ];

    public static Mutation? Find(string name) => List.Append(Mutation.None).FirstOrDefault(mutation => mutation.Name == name);
}
