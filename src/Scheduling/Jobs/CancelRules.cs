using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Scheduling.Errors;
using Scheduling.Matching;

namespace Scheduling.Jobs;

/// <summary>Makes rules of what <c>CancelOn</c> was told.</summary>
internal static class CancelRules
{
    /// <param name="calls">What was told.</param>
    /// <param name="payload">The JSON form of the job's payload; null if it takes none.</param>
    /// <param name="json">How events are written.</param>
    /// <exception cref="ArgumentException">A name or a path is not acceptable.</exception>
    public static IReadOnlyList<CancelRule> Resolve(IReadOnlyList<CancelOnCall> calls, JsonTypeInfo? payload, JsonSerializerOptions json) =>
        [.. calls.Select(call => Resolve(call, payload, json)).Distinct()];

    private static CancelRule Resolve(CancelOnCall call, JsonTypeInfo? payload, JsonSerializerOptions json)
    {
        var eventName = call.EventName ?? EventNames.Of(call.EventType!);
        if (payload is null)
        {
            throw new InvalidPayloadException(
                $"the rule for the event '{eventName}' compares it with the payload, but the job takes none. Give the job a payload, or leave the rule out.");
        }

        if (call.Match is { } match)
        {
            var rule = CancelRule.FromMatch(eventName, match);
            PathCheck.Check(payload, rule.PayloadPath, "payload");
            return rule;
        }

        return new CancelRule(eventName, call.EventPath!(json.GetTypeInfo(call.EventType!)), call.PayloadPath!(payload));
    }
}
