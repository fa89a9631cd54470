namespace Scheduling.Errors;

/// <summary>Others kept changing a schedule while it was to be changed; nothing of it was changed.</summary>
public sealed class ScheduleConflictException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public ScheduleConflictException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public ScheduleConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public ScheduleConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
