using Scheduling.Storage;

namespace Scheduling.Simulation.Stores;

/// <summary>Goes with a call of the scheduler to the store, so that what the call did there is known when it returns.</summary>
internal sealed class CallTag
{
    private static readonly AsyncLocal<CallTag?> s_current = new();

    public static CallTag? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>The place of its stop among all that the store has carried out; 0 if there was none.</summary>
    public long StopSequence { get; set; }

    /// <summary>The runs that it asked for, and that there are now or were.</summary>
    public IReadOnlyCollection<Guid>? Asked { get; set; }

    public StopCommand? Stop { get; set; }

    public StopResult? Stopped { get; set; }
}
