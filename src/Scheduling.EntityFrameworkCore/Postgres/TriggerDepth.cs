namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>How much must be known of a schedule's open runs before a run is added; the greater one is the more.</summary>
internal enum TriggerDepth
{
    /// <summary>Those that are buffered.</summary>
    Buffered,

    /// <summary>All.</summary>
    Open,

    /// <summary>All, and none of them may end until the transaction does.</summary>
    Locked,
}
