namespace Scheduling.Simulation.Stores;

/// <summary>What becomes of one operation on its way to the store and back.</summary>
internal enum Fate
{
    Answered,

    /// <summary>Nothing was sent, and that is known at once.</summary>
    Refused,

    /// <summary>It never arrived; the caller waits in vain.</summary>
    RequestLost,

    /// <summary>It was carried out, but the caller never hears so.</summary>
    ReplyLost,

    /// <summary>The caller gives up, and only after that it is carried out.</summary>
    CarriedOutLate,
}
