using System.Data.Common;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Reads rows whose columns stand in the order of <see cref="RowColumns"/>.</summary>
internal static class RowReader
{
    // Npgsql gives local times where an application asks it to behave as it once did.
    public static DateTimeOffset Time(this DbDataReader reader, int column) => reader.GetFieldValue<DateTime>(column) is var time && time.Kind == DateTimeKind.Local
        ? Times.Told(time.ToUniversalTime())
        : Times.Told(time);

    public static DateTimeOffset? TimeOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    public static long? NumberOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static int? IntegerOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static TimeSpan? SpanOrNull(this DbDataReader reader, int column) => reader.NumberOrNull(column) is { } ticks ? TimeSpan.FromTicks(ticks) : null;

    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static ScheduleHead Head(DbDataReader reader, int at) => new(
        reader.GetString(at), reader.GetInt64(at + 1), reader.GetString(at + 2), reader.GetString(at + 3), (CatchUpPolicy)reader.GetInt32(at + 4), reader.Time(at + 5),
        reader.GetString(at + 6))
    {
        NextOccurrence = reader.TimeOrNull(at + 7),
        Remaining = reader.NumberOrNull(at + 8),
        CatchUpWindow = reader.SpanOrNull(at + 9),
    };

    public static RunHead RunHead(DbDataReader reader, int at) => new(
        reader.GetGuid(at), reader.GetString(at + 1), reader.GetString(at + 2), reader.GetInt32(at + 3), (RunState)reader.GetInt32(at + 4), reader.Time(at + 5),
        reader.GetString(at + 6), reader.GetBoolean(at + 7), (CancelRequest)reader.GetInt32(at + 8));

    public static StoredRun Run(DbDataReader reader, int at) => new()
    {
        Id = reader.GetGuid(at),
        ScheduleId = reader.GetString(at + 1),
        Job = reader.GetString(at + 2),
        Attempt = reader.GetInt32(at + 3),
        State = (RunState)reader.GetInt32(at + 4),
        LeaseUntil = reader.Time(at + 5),
        Node = reader.GetString(at + 6),
        Started = reader.GetBoolean(at + 7),
        Cancel = (CancelRequest)reader.GetInt32(at + 8),
        Incarnation = reader.GetInt64(at + 9),
        Group = reader.TextOrNull(at + 10),
        Name = reader.TextOrNull(at + 11),
        Payload = reader.TextOrNull(at + 12),
        TraceParent = reader.TextOrNull(at + 13),
        Occurrence = reader.Time(at + 14),
        Fence = reader.GetInt64(at + 15),
        Failures = reader.GetInt32(at + 16),
        Lost = reader.GetInt32(at + 17),
        ClaimedAt = reader.Time(at + 18),
        EndedAt = reader.TimeOrNull(at + 19),
        Error = reader.TextOrNull(at + 20),
        Due = reader.TimeOrNull(at + 21),
        Cause = (RunCause)reader.GetInt32(at + 22),
        Missed = reader.GetInt64(at + 23),
        LastMissed = reader.TimeOrNull(at + 24),
        CallbackOf = (RunOutcome?)reader.IntegerOrNull(at + 25),
        CallbackError = reader.TextOrNull(at + 26),
        PauseAfterFailures = reader.IntegerOrNull(at + 27),
        Callbacks = (Callbacks)reader.GetInt32(at + 28),
    };

    /// <summary>A schedule with what its listed runs add to its counts; its keys and labels come apart.</summary>
    public static StoredSchedule Schedule(DbDataReader reader, int at, IReadOnlyList<string> cancelKeys, IReadOnlyDictionary<string, string> labels)
    {
        var state = (ScheduleState)reader.GetInt32(at + 9);
        var nextDue = reader.TimeOrNull(at + 10);
        var owner = reader.GetString(at + 13);
        var (nextOccurrence, remaining) = (reader.TimeOrNull(at + 27), reader.NumberOrNull(at + 28));
        var (pausedUntil, pausedDue) = (reader.TimeOrNull(at + 34), reader.TimeOrNull(at + 35));
        return new()
        {
            Definition = new()
            {
                Id = reader.GetString(at),
                Group = reader.TextOrNull(at + 1),
                Name = reader.TextOrNull(at + 2),
                Labels = labels,
                Job = reader.GetString(at + 3),
                Payload = reader.TextOrNull(at + 4),
                Recurrence = reader.GetString(at + 5),
                Overlap = (OverlapPolicy)reader.GetInt32(at + 6),
                BufferLimit = reader.GetInt32(at + 30),
                CatchUp = (CatchUpPolicy)reader.GetInt32(at + 7),
                CatchUpWindow = reader.SpanOrNull(at + 29),
                PauseAfterFailures = reader.IntegerOrNull(at + 31),
                Callbacks = (Callbacks)reader.GetInt32(at + 33),
                Note = reader.TextOrNull(at + 8),
                State = state,
                NextDue = nextDue,
                NextOccurrence = nextOccurrence,
                Remaining = remaining,
                PausedUntil = pausedUntil,
                PausedDue = pausedDue,
                CancelKeys = cancelKeys,
                DeclaredBy = reader.TextOrNull(at + 11),
                TraceParent = reader.TextOrNull(at + 12),
                Owner = owner,
            },
            State = state,
            NextDue = nextDue,
            NextOccurrence = nextOccurrence,
            Remaining = remaining,
            PausedUntil = pausedUntil,
            PausedDue = pausedDue,
            FailureStreak = reader.GetInt32(at + 32),
            Owner = owner,
            Note = reader.TextOrNull(at + 14),
            Version = reader.GetInt64(at + 15),
            Incarnation = reader.GetInt64(at + 16),
            CreatedAt = reader.Time(at + 17),
            UpdatedAt = reader.Time(at + 18),
            Counts = new(
                reader.GetInt64(at + 19), reader.GetInt64(at + 20), reader.GetInt64(at + 21), reader.GetInt64(at + 22), reader.GetInt64(at + 23)),
            LastOutcome = reader.IsDBNull(at + 24) ? null : (RunOutcome)reader.GetInt32(at + 24),
            LastEndedAt = reader.TimeOrNull(at + 25),
            LastError = reader.TextOrNull(at + 26),
        };
    }
}
