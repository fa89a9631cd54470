namespace Scheduling.Errors;

/// <summary>There is no schedule with the id that was named.</summary>
public sealed class ScheduleNotFoundException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public ScheduleNotFoundException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public ScheduleNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public ScheduleNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
