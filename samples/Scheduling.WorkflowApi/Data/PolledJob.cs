using System.ComponentModel.DataAnnotations.Schema;

namespace Scheduling.WorkflowApi.Data;

/// <summary>A row of the table that the old application polls. To migrate a table of your own, map it here.</summary>
[Table("scheduled_jobs")]
internal sealed class PolledJob
{
    [Column("id")]
    public long Id { get; init; }

    [Column("workflow")]
    public required string Workflow { get; init; }

    [Column("node")]
    public required string Node { get; init; }

    [Column("job")]
    public required string Job { get; set; }

    [Column("cron")]
    public required string Cron { get; set; }

    [Column("zone")]
    public required string Zone { get; set; }

    [Column("payload")]
    public string? Payload { get; set; }

    [Column("enabled")]
    public bool Enabled { get; set; }

    /// <summary>The earliest time that the poller has not run yet; it moves on when that has run.</summary>
    [Column("next_run")]
    public DateTimeOffset? NextRun { get; set; }
}
