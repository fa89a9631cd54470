namespace Scheduling.Storage;

/// <summary>How a transaction of a caller's has ended.</summary>
public enum StoreTransactionEnd
{
    /// <summary>All of it has become true.</summary>
    Committed,

    /// <summary>None of it has.</summary>
    RolledBack,

    /// <summary>It has ended, and the rows tell what of it has become true: a commit was not answered, it went back to a savepoint, or it was ended unseen.</summary>
    Unknown,
}
