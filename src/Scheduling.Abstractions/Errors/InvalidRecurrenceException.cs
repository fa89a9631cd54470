namespace Scheduling.Errors;

/// <summary>A recurrence that can't be read, or that can never be due.</summary>
public sealed class InvalidRecurrenceException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public InvalidRecurrenceException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public InvalidRecurrenceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public InvalidRecurrenceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
