using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The columns of the small tables.</summary>
internal static class KeyColumns
{
    public static readonly IReadOnlyList<Column<CancelKeyEntity>> CancelKeys =
    [
        Column.Text<CancelKeyEntity>(nameof(CancelKeyEntity.Key), row => row.Key, (row, value) => row.Key = value!),
        Column.Text<CancelKeyEntity>(nameof(CancelKeyEntity.ScheduleId), row => row.ScheduleId, (row, value) => row.ScheduleId = value!),
    ];

    public static readonly IReadOnlyList<Column<LabelEntity>> Labels =
    [
        Column.Text<LabelEntity>(nameof(LabelEntity.ScheduleId), row => row.ScheduleId, (row, value) => row.ScheduleId = value!),
        Column.Text<LabelEntity>(nameof(LabelEntity.Name), row => row.Name, (row, value) => row.Name = value!),
        Column.Text<LabelEntity>(nameof(LabelEntity.Value), row => row.Value, (row, value) => row.Value = value!),
    ];

    public static readonly IReadOnlyList<Column<JobEntity>> Jobs =
    [
        Column.Text<JobEntity>(nameof(JobEntity.Job), row => row.Job, (row, value) => row.Job = value!),
        Column.Text<JobEntity>(nameof(JobEntity.Fingerprint), row => row.Fingerprint, (row, value) => row.Fingerprint = value!),
    ];
}
