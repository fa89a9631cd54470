namespace Scheduling.WorkflowApi.Migrating;

/// <summary>How polled rows are taken over.</summary>
/// <param name="DryRun">Only tell what would be done.</param>
/// <param name="Shadow">Runs are only recorded, since the poller goes on.</param>
internal sealed record MigrationOptions(bool DryRun = false, bool Shadow = false);
