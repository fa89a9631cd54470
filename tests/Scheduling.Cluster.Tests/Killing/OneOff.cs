using Scheduling.Cluster.Tests.Nodes;

namespace Scheduling.Cluster.Tests.Killing;

/// <summary>A schedule with one occurrence.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Due">Its occurrence.</param>
/// <param name="Kind">What was done to the node that saved it.</param>
internal sealed record OneOff(string Id, DateTimeOffset Due, OneOffKind Kind)
{
    /// <summary>The node that is killed: that which saved it, or runs it. Null if none is.</summary>
    public ClusterNode? Owner { get; set; }

    /// <summary>Whether the save has returned, so that it has to run.</summary>
    public bool IsSaved { get; set; }

    /// <summary>When the owner was killed, at the earliest; null if it was not.</summary>
    public DateTimeOffset? KilledAt { get; set; }
}
