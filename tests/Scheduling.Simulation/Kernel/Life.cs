namespace Scheduling.Simulation.Kernel;

/// <summary>To whom something happens. What is planned for one that is over does not happen; one that is frozen meets it when it thaws, in the same order.</summary>
internal sealed class Life
{
    /// <summary>Whatever happens to nobody: the network's, the store's and the scenario's own doings.</summary>
    public static Life World { get; } = new();

    public bool IsOver { get; private set; }

    public long FrozenUntil { get; private set; }

    public void End() => IsOver = true;

    public void FreezeUntil(long instant) => FrozenUntil = Math.Max(FrozenUntil, instant);
}
