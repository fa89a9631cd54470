namespace Scheduling.Errors;

/// <summary>A payload or an event's data that does not serialize, is too large, or does not fit its job.</summary>
public sealed class InvalidPayloadException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public InvalidPayloadException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public InvalidPayloadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public InvalidPayloadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
