namespace Scheduling.Errors;

/// <summary>A schedule names a job that is not registered in this host.</summary>
public sealed class UnknownJobException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public UnknownJobException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public UnknownJobException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public UnknownJobException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
