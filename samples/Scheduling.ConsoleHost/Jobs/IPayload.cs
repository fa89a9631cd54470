namespace Scheduling.ConsoleHost.Jobs;

/// <summary>A payload that can say what is wrong with its values.</summary>
internal interface IPayload
{
    /// <summary>The customer whose deletion cancels the schedule; null for none.</summary>
    int? CustomerId { get; }

    IEnumerable<string> Problems();
}
