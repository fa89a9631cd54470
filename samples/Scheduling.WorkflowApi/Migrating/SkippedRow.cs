namespace Scheduling.WorkflowApi.Migrating;

/// <summary>A row that was not taken over.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsBad">Whether somebody must look at it.</param>
internal sealed record SkippedRow(long Id, string Reason, bool IsBad);
