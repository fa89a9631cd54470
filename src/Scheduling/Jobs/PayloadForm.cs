using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Scheduling.Errors;

namespace Scheduling.Jobs;

/// <summary>How the payload of one job is written to and read from JSON text.</summary>
/// <param name="job">The job's name, for messages.</param>
/// <param name="form">The JSON form of the payload's type; null for a job without payload.</param>
internal sealed class PayloadForm(string job, JsonTypeInfo? form)
{
    public const int MaxBytes = 256 * 1024;

    /// <summary>The JSON text that a schedule is stored with; null for a job without payload.</summary>
    /// <exception cref="InvalidPayloadException">The payload is not one that the job takes, does not serialize, or is too large.</exception>
    public string? Write(object? payload)
    {
        if (form is null)
        {
            return payload is null ? null : throw new InvalidPayloadException(
                $"The job '{job}' takes no payload, but one of type {payload.GetType()} was given. "
                + "Leave it out, or register the job with a payload: AddJob<TJob, TPayload>, or AddJobElsewhere<TPayload>.");
        }

        CheckFits(payload, form);
        var json = Serialize(payload!, form);
        return json.Length <= MaxBytes ? Encoding.UTF8.GetString(json) : throw new InvalidPayloadException(string.Create(
            CultureInfo.InvariantCulture,
            $"The payload for the job '{job}' is {json.Length:N0} bytes of JSON; at most {MaxBytes:N0} (256 KiB) are stored. Keep the data elsewhere, and its id in the payload."));
    }

    /// <summary>The payload that was stored. A job that takes none any more is given none: what it does not ask for can't harm it.</summary>
    /// <exception cref="InvalidPayloadException">What was stored does not fit the job any more.</exception>
    public object? Read(string? json)
    {
        if (form is null)
        {
            return null;
        }

        if (json is null)
        {
            throw new InvalidPayloadException(
                $"The schedule was saved without a payload, but its job '{job}' takes one of type {form.Type}. Save the schedule again with a payload.");
        }

        try
        {
            return JsonSerializer.Deserialize(json, form) ?? throw new JsonException("The stored value is null.");
        }
        catch (Exception exception)
        {
            throw new InvalidPayloadException(
                $"The stored payload can't be read as {form.Type}, which the job '{job}' takes: {exception.Message} "
                + "Save the schedule again with a payload of the present shape, or let the type accept the older one.",
                exception);
        }
    }

    private byte[] Serialize(object payload, JsonTypeInfo type)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(payload, type);
        }
        catch (Exception exception)
        {
            throw new InvalidPayloadException(
                $"The payload of type {type.Type} for the job '{job}' does not serialize: {exception.Message} "
                + "Change the type so that System.Text.Json can write it, or add a converter to SchedulingOptions.Json.",
                exception);
        }
    }

    private void CheckFits(object? payload, JsonTypeInfo type)
    {
        if (payload is null)
        {
            throw new InvalidPayloadException(
                $"The job '{job}' takes a payload of type {type.Type}, but none was given. Set ScheduleDefinition.Payload to one.");
        }

        var wanted = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (!wanted.IsInstanceOfType(payload))
        {
            throw new InvalidPayloadException(
                $"The job '{job}' takes a payload of type {type.Type}, but one of type {payload.GetType()} was given. Give one of the type it takes.");
        }

        if (payload.GetType() != wanted && type is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null })
        {
            throw new InvalidPayloadException(
                $"The job '{job}' takes a payload of type {type.Type}, but one of the derived type {payload.GetType()} was given, whose own members would be lost. "
                + $"Give a {type.Type.Name} itself, or name the derived type on it with [JsonDerivedType].");
        }
    }
}
