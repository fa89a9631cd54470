using System.Linq.Expressions;
using Scheduling.Matching;

namespace Scheduling.Jobs;

/// <summary>Says when the schedules of a job are cancelled, and how failed runs are retried, and whom the ends of runs are told. Used while the host is set up, by one thread.</summary>
public sealed partial class JobBuilder
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

/// <inheritdoc cref="JobBuilder"/>
/// <typeparam name="TPayload">The payload's type.</typeparam>
public sealed partial class JobBuilder<TPayload>
{
    internal JobBuilder(JobSettings settings) => Settings = settings;

    internal JobSettings Settings { get; }

    /// <inheritdoc cref="JobBuilder.CancelOn"/>
    public JobBuilder<TPayload> CancelOn(string eventName, string match)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        ArgumentNullException.ThrowIfNull(match);
        Settings.CancelOn.Add(new CancelOnCall(eventName) { Match = match });
        return this;
    }

    /// <summary>Cancels every schedule of this job whose payload's member has the same value as the event's member.</summary>
    /// <remarks>The event's name is the one its type carries (<see cref="Events.EventNameAttribute"/>), else the type's name.</remarks>
    /// <typeparam name="TEvent">The type of the event's data.</typeparam>
    /// <param name="eventValue">The event's member, for example <c>e => e.CustomerId</c>.</param>
    /// <param name="payloadValue">The payload's member, for example <c>p => p.CustomerId</c>.</param>
    public JobBuilder<TPayload> CancelOn<TEvent>(
        Expression<Func<TEvent, object?>> eventValue, Expression<Func<TPayload, object?>> payloadValue) =>
        Add(null, eventValue, payloadValue);

    /// <summary>Cancels every schedule of this job whose payload's member has the same value as the member of the event of that name.</summary>
    /// <inheritdoc cref="CancelOn{TEvent}(Expression{Func{TEvent, object}}, Expression{Func{TPayload, object}})"/>
    /// <param name="eventName">The event's name, for example <c>customer/deleted</c>.</param>
    public JobBuilder<TPayload> CancelOn<TEvent>(
        string eventName, Expression<Func<TEvent, object?>> eventValue, Expression<Func<TPayload, object?>> payloadValue)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        return Add(eventName, eventValue, payloadValue);
    }

    /// <inheritdoc cref="JobBuilder.Retry"/>
    public JobBuilder<TPayload> Retry(int attempts, TimeSpan? firstDelay = null, TimeSpan? maxDelay = null)
    {
        Settings.SetRetry(attempts, firstDelay, maxDelay);
        return this;
    }

    private JobBuilder<TPayload> Add<TEvent>(
        string? eventName, Expression<Func<TEvent, object?>> eventValue, Expression<Func<TPayload, object?>> payloadValue)
    {
        ArgumentNullException.ThrowIfNull(eventValue);
        ArgumentNullException.ThrowIfNull(payloadValue);
        Settings.CancelOn.Add(new CancelOnCall(eventName)
        {
            EventType = typeof(TEvent),
            EventPath = form => MemberPath.Of(eventValue, form, "event"),
            PayloadPath = form => MemberPath.Of(payloadValue, form, "payload"),
        });
        return this;
    }
}
