using System.ComponentModel.DataAnnotations.Schema;

namespace Scheduling.WorkflowApi.Data;

/// <summary>What the old poller has run.</summary>
[Table("polled_runs")]
internal sealed class PolledRun
{
    [Column("id")]
    public long Id { get; init; }

    [Column("job_id")]
    public required long JobId { get; init; }

    /// <summary>The <c>next_run</c> for which it ran.</summary>
    [Column("due")]
    public required DateTimeOffset Due { get; init; }

    [Column("ran_at")]
    public required DateTimeOffset RanAt { get; init; }
}
