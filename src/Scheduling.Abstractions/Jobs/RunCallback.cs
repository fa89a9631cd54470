using System.Globalization;

namespace Scheduling.Jobs;

/// <summary>What a callback is told of a run that has ended, or of occurrences that were missed. Can be made by hand for a test. Immutable.</summary>
public sealed class RunCallback
{
    /// <summary>The id of the schedule, which may be gone by now.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>What the schedule belonged to.</summary>
    public string? Group { get; init; }

    /// <summary>What people called the schedule.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>The id of the run that has ended.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The nominal time of its occurrence (UTC); of occurrences that were missed, that of the first.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    /// <summary>How it has ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>What its handler threw last, or why it was set aside; null if it has succeeded, or threw nothing.</summary>
    public string? Error { get; init; }

    /// <summary>How many occurrences were missed; 0 of a run that was made.</summary>
    public long Missed { get; init; }

    /// <summary>The nominal time of the last of them (UTC).</summary>
    public DateTimeOffset? LastMissed { get; init; }

    /// <summary>1 for the first attempt of this callback; one more after each failure or loss of a node.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The payload of the run, as JSON; null if its job takes none.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>The services of this attempt's scope.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The same for every attempt of this callback, and for no other one: what to store beside an effect so that it happens once.</summary>
    public string IdempotencyKey => string.Create(CultureInfo.InvariantCulture, $"{RunId:N}/{Outcome}");

    /// <summary>Reads the payload as the job does; where the callback was made by hand there is none to read.</summary>
    internal Func<object?>? ReadPayload { get; init; }

    /// <summary>The payload of the run, read as the job reads it.</summary>
    /// <typeparam name="TPayload">The type that the job takes, or a base of it.</typeparam>
    /// <exception cref="Errors.InvalidPayloadException">What was stored does not fit the job any more.</exception>
    /// <exception cref="InvalidOperationException">The job takes no payload of that type.</exception>
    public TPayload Payload<TPayload>() => ReadPayload?.Invoke() is TPayload payload ? payload : throw new InvalidOperationException(
        $"The callback of the job '{Job}' has no payload of type {typeof(TPayload)}. Ask for the type that the job takes, or read PayloadJson.");
}
