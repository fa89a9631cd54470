namespace Scheduling.Errors;

/// <summary>A delete, pause or cancel was stored, but whether a run that had been claimed has started could not be learned.</summary>
public sealed class CancelUnconfirmedException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public CancelUnconfirmedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public CancelUnconfirmedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public CancelUnconfirmedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
