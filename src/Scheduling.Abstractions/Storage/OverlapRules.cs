using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>What an overlap policy means, for stores that decide in C#. Pure.</summary>
/// <remarks>As in Temporal's schedules, but that its unlimited buffer has a limit here.</remarks>
public static class OverlapRules
{
    /// <summary>Decides on an occurrence.</summary>
    /// <param name="policy">The schedule's policy, or the caller's.</param>
    /// <param name="bufferLimit">How many may be buffered with <see cref="OverlapPolicy.BufferAll"/>.</param>
    /// <param name="open">How many runs of this life of the schedule are open, the buffered ones included.</param>
    /// <param name="buffered">How many of them are buffered.</param>
    public static OverlapDecision Decide(OverlapPolicy policy, int bufferLimit, int open, int buffered) => policy switch
    {
        OverlapPolicy.AllowAll => OverlapDecision.Run,
        _ when open == 0 => OverlapDecision.Run,
        OverlapPolicy.BufferOne when buffered == 0 => OverlapDecision.Buffer,
        OverlapPolicy.BufferAll when buffered < bufferLimit => OverlapDecision.Buffer,
        OverlapPolicy.CancelOther => OverlapDecision.CancelOther,
        _ => OverlapDecision.Skip,
    };
}
