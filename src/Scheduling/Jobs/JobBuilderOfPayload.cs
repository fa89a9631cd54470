using System.Linq.Expressions;

namespace Scheduling.Jobs;

/// <inheritdoc cref="JobBuilder"/>
/// <typeparam name="TPayload">The payload's type.</typeparam>
public sealed class JobBuilder<TPayload>
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
            EventValue = eventValue,
            PayloadValue = payloadValue,
        });
        return this;
    }
}
