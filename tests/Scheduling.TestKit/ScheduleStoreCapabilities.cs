namespace Scheduling.TestKit;

/// <summary>What a store's fixture can do, beyond what every store can. Tests that need more are skipped, and say so.</summary>
[Flags]
public enum ScheduleStoreCapabilities
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The store's time stands still between two calls of <see cref="ScheduleStoreFixture.AdvanceAsync"/>, and moves by microseconds.</summary>
    ExactTime = 1,
}
