namespace Scheduling.Jobs;

/// <summary>Says when the schedules of a job are cancelled, and how failed runs are retried. Used while the host is set up, by one thread.</summary>
public sealed class JobBuilder
{
    internal JobBuilder(JobSettings settings) => Settings = settings;

    internal JobSettings Settings { get; }

    /// <summary>Cancels every schedule of this job whose payload has the same value at the path as the event's data.</summary>
    /// <remarks>
    /// Name and path are checked when the host starts, against the payload's type. A job may have many rules; each of them cancels.
    /// The rule <c>CancelOn("schedule/cancel", match: "data.scheduleId")</c> need not be given: every job has it.
    /// </remarks>
    /// <param name="eventName">The event's name, for example <c>customer/deleted</c>.</param>
    /// <param name="match">The path that both share, by the JSON names, for example <c>data.customerId</c>.</param>
    public JobBuilder CancelOn(string eventName, string match)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        ArgumentNullException.ThrowIfNull(match);
        Settings.CancelOn.Add(new CancelOnCall(eventName) { Match = match });
        return this;
    }

    /// <summary>
    /// Says how failed runs are retried. Without this call: 3 attempts, the second after 5 seconds, then twice as long each time, 5 minutes at the most.
    /// </summary>
    /// <param name="attempts">How many attempts there are in all, at least 1; 1 means that a failed run is never retried.</param>
    /// <param name="firstDelay">
    /// How long the run waits after its first failure, from none to 365 days; 5 seconds by default. It doubles with each further failure.
    /// </param>
    /// <param name="maxDelay">
    /// Where the doubling ends, from <paramref name="firstDelay"/> to 365 days; 5 minutes by default. Each delay is then varied by up to
    /// 20 % either way, so that runs that failed together are not retried together.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number or a time is outside its bounds.</exception>
    public JobBuilder Retry(int attempts, TimeSpan? firstDelay = null, TimeSpan? maxDelay = null)
    {
        Settings.SetRetry(attempts, firstDelay, maxDelay);
        return this;
    }
}
