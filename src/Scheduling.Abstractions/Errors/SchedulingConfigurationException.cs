namespace Scheduling.Errors;

/// <summary>The host is not configured so that schedules can run: no store, two stores, no bus, a job twice.</summary>
public sealed class SchedulingConfigurationException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public SchedulingConfigurationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    public SchedulingConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fact and the mend.</param>
    /// <param name="innerException">What led to it.</param>
    public SchedulingConfigurationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
