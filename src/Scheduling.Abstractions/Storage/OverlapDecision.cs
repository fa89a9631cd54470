namespace Scheduling.Storage;

/// <summary>What becomes of an occurrence in view of its schedule's open runs.</summary>
public enum OverlapDecision
{
    /// <summary>It runs.</summary>
    Run,

    /// <summary>It is skipped.</summary>
    Skip,

    /// <summary>It waits for the open runs to end.</summary>
    Buffer,

    /// <summary>The open runs are cancelled, and it waits for those that are claimed to end.</summary>
    CancelOther,
}
