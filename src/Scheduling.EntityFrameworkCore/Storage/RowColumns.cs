using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>The columns that <see cref="RowReader"/> reads, in its order; the SQL of both dialects selects them.</summary>
internal static class RowColumns
{
    public const int HeadCount = 10;
    public const int RunHeadCount = 9;
    public const int RunCount = 29;
    public const int ScheduleCount = 36;

    public static string Head(string alias) =>
        Of(alias, "id", "version", "job", "recurrence", "catch_up", "next_due", "owner", "next_occurrence", "remaining", "catch_up_window");

    public static string RunHead(string alias) =>
        Of(alias, "id", "schedule_id", "job", "attempt", "state", "lease_until", "node", "started", "cancel");

    public static string Run(string alias) => RunHead(alias) + ", " + Of(
        alias, "incarnation", "schedule_group", "name", "payload", "trace_parent", "occurrence", "fence", "failures", "lost", "claimed_at", "ended_at", "error", "due", "cause",
        "missed", "last_missed", "callback_of", "callback_error", "pause_after_failures", "callbacks");

    /// <summary>What runs that are still listed have ended with is not in the schedule's own counts yet: it is added here, and moves there when they are removed.</summary>
    /// <param name="alias">The schedule's row.</param>
    /// <param name="ended">How many of its listed runs have succeeded, failed and were cancelled.</param>
    /// <param name="last">Of its listed runs, the one that ended last.</param>
    public static string Schedule(string alias, string ended, string last)
    {
        var isLater = $"{alias}.last_ended_at is null or {last}.ended_at >= {alias}.last_ended_at";
        return Of(
            alias, "id", "schedule_group", "name", "job", "payload", "recurrence", "overlap", "catch_up", "definition_note", "state", "next_due", "declared_by",
            "trace_parent", "owner", "note", "version", "incarnation", "created_at", "updated_at")
            + $"""
            , {alias}.succeeded + {ended}.succeeded, {alias}.failed + {ended}.failed, {alias}.cancelled + {ended}.cancelled, {alias}.skipped_overlap, {alias}.missed,
            case when {last}.ended_at is not null and ({isLater}) then {last}.state - 2 else {alias}.last_outcome end,
            case when {last}.ended_at is not null and ({isLater}) then {last}.ended_at else {alias}.last_ended_at end,
            case when {last}.ended_at is not null and ({isLater})
                then case when {last}.state = {(int)RunState.Failed} then {last}.error end
                else {alias}.last_error end,
            """
            + Of(
                alias, "next_occurrence", "remaining", "catch_up_window", "buffer_limit", "pause_after_failures", "failure_streak", "callbacks",
                "paused_until", "paused_due");
    }

    private static string Of(string alias, params ReadOnlySpan<string> columns)
    {
        var text = new System.Text.StringBuilder();
        foreach (var column in columns)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(alias).Append('.').Append(column);
        }

        return text.ToString();
    }
}
