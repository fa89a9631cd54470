namespace Scheduling.Running;

/// <summary>What happened to an attempt.</summary>
internal enum AttemptEnd
{
    /// <summary>The gate was closed before the handler started.</summary>
    NotStarted,

    /// <summary>The handler returned.</summary>
    Returned,

    /// <summary>The handler threw.</summary>
    Threw,

    /// <summary>The handler threw after its token was cancelled.</summary>
    Stopped,

    /// <summary>The payload can't be read by its job; the handler was not called.</summary>
    Unreadable,
}
