using System.Text.RegularExpressions;
using Scheduling.Schedules;

namespace Scheduling.WorkflowApi.Nodes;

/// <summary>How the schedules of nodes are called: a workflow is their group, a node their name, so that both are found again without a table of ids.</summary>
internal static partial class NodeSchedules
{
    public const string Job = "run-node";

    public static string IdOf(string workflow, string node) => $"{workflow}/{node}";

    /// <summary>
    /// The name of a second schedule of a node, which runs once: the occurrence that the old poller owed when the node was migrated and that is not among those of the node's own schedule.
    /// Keys have no such sign, so it is nobody else's.
    /// </summary>
    public static string FirstOf(string node) => node + "#first";

    /// <summary>All schedules of these nodes.</summary>
    public static ScheduleFilter Of(string workflow, params IEnumerable<string> nodes) =>
        new() { Group = workflow, Names = [.. nodes.SelectMany(node => new[] { node, FirstOf(node) })] };

    public static ScheduleDefinition Define(string workflow, string node, Recurrence recurrence, NodePayload? payload, bool shadow = false) =>
        new(IdOf(workflow, node), Job, recurrence)
        {
            Group = workflow,
            Name = node,
            Payload = new RunNodePayload(workflow, node, payload?.CustomerId, payload?.Text, shadow),
        };

    public static void CheckKey(string? key, string what)
    {
        if (key is null || !Key().IsMatch(key))
        {
            throw new ArgumentException($"The {what} '{key}' is not acceptable. Use 1 to 80 letters, digits, dots, hyphens and underscores.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
