using Scheduling.ClusterHost.Talking;

namespace Scheduling.Cluster.Tests.Records;

/// <summary>A call that a node was told to make.</summary>
/// <param name="Deed">What it was.</param>
/// <param name="ScheduleId">Of which schedule.</param>
/// <param name="SentAt">When the node was told.</param>
/// <param name="Answer">What came of it; null if the node has ended first.</param>
internal sealed record Call(Deed Deed, string ScheduleId, DateTimeOffset SentAt, Line? Answer)
{
    public bool IsStop => Deed is Deed.Delete or Deed.Pause or Deed.Cancel;

    public bool HasReturned => Answer is { Error: null };
}
