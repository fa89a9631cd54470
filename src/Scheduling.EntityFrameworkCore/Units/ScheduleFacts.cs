using System.Collections.ObjectModel;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>What belongs to schedules in other tables: their cancel keys, their labels, and the runs that are listed.</summary>
internal sealed class ScheduleFacts
{
    private readonly Dictionary<string, List<string>> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _labels = new(StringComparer.Ordinal);
    private readonly ILookup<(string, long), EndedCount> _counts;
    private readonly ILookup<(string, long), LastEnd> _ends;

    private ScheduleFacts(IReadOnlyList<CancelKeyEntity> keys, IReadOnlyList<LabelEntity> labels, IReadOnlyList<EndedCount> counts, IReadOnlyList<LastEnd> ends)
    {
        foreach (var group in keys.GroupBy(key => key.ScheduleId, key => key.Key, StringComparer.Ordinal))
        {
            _keys[group.Key] = [.. group];
        }

        foreach (var group in labels.GroupBy(label => label.ScheduleId, StringComparer.Ordinal))
        {
            _labels[group.Key] = group.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal);
        }

        _counts = counts.ToLookup(count => (count.ScheduleId, count.Incarnation));
        _ends = ends.ToLookup(end => (end.ScheduleId, end.Incarnation));
    }

    public static async Task<ScheduleFacts> LoadAsync(IRows rows, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? new([], [], [], [])
        : new(
            await rows.CancelKeysAsync(ids, cancellationToken).ConfigureAwait(false),
            await rows.LabelsAsync(ids, cancellationToken).ConfigureAwait(false),
            await rows.EndedCountsAsync(ids, cancellationToken).ConfigureAwait(false),
            await rows.LastEndsAsync(ids, cancellationToken).ConfigureAwait(false));

    public IReadOnlyList<string> Keys(string id) => _keys.TryGetValue(id, out var keys) ? keys : [];

    public void SetKeys(string id, IReadOnlyList<string> keys) => _keys[id] = [.. keys];

    public IReadOnlyDictionary<string, string> Labels(string id) => _labels.TryGetValue(id, out var labels) ? labels : ReadOnlyDictionary<string, string>.Empty;

    public void SetLabels(string id, IReadOnlyDictionary<string, string> labels) => _labels[id] = labels;

    public StoredSchedule ToStored(ScheduleEntity row)
    {
        var last = (row.LastOutcome, EndedAt: row.LastEndedAt, Error: row.LastError);
        if (_ends[(row.Id, row.Incarnation)].MaxBy(end => (end.EndedAt, end.Fence)) is { } end && !(end.EndedAt < row.LastEndedAt))
        {
            last = (Outcome(end.State), end.EndedAt, end.Failure);
        }

        return new()
        {
            Definition = ToDefinition(row),
            Version = row.Version,
            Incarnation = row.Incarnation,
            State = row.State,
            NextDue = Times.Told(row.NextDue),
            NextOccurrence = Times.Told(row.NextOccurrence),
            Remaining = row.Remaining,
            PausedUntil = Times.Told(row.PausedUntil),
            PausedDue = Times.Told(row.PausedDue),
            FailureStreak = row.FailureStreak,
            Note = row.Note,
            Owner = row.Owner,
            Counts = new(
                row.Succeeded + Ended(row, RunState.Succeeded),
                row.Failed + Ended(row, RunState.Failed),
                row.Cancelled + Ended(row, RunState.Cancelled),
                row.SkippedOverlap,
                row.Missed),
            LastOutcome = last.LastOutcome,
            LastEndedAt = Times.Told(last.EndedAt),
            LastError = last.Error,
            CreatedAt = Times.Told(row.CreatedAt),
            UpdatedAt = Times.Told(row.UpdatedAt),
        };
    }

    public static RunOutcome Outcome(RunState state) => state switch
    {
        RunState.Succeeded => RunOutcome.Succeeded,
        RunState.Failed => RunOutcome.Failed,
        _ => RunOutcome.Cancelled,
    };

    private long Ended(ScheduleEntity row, RunState state) =>
        _counts[(row.Id, row.Incarnation)].Where(count => count.State == state).Sum(count => count.Count);

    private ScheduleWrite ToDefinition(ScheduleEntity row) => new()
    {
        Id = row.Id,
        Group = row.Group,
        Name = row.Name,
        Labels = Labels(row.Id),
        Job = row.Job,
        Payload = row.Payload,
        Recurrence = row.Recurrence,
        Overlap = row.Overlap,
        BufferLimit = row.BufferLimit,
        CatchUp = row.CatchUp,
        CatchUpWindow = row.CatchUpWindow,
        PauseAfterFailures = row.PauseAfterFailures,
        Callbacks = row.Callbacks,
        Note = row.DefinitionNote,
        State = row.State,
        NextDue = Times.Told(row.NextDue),
        NextOccurrence = Times.Told(row.NextOccurrence),
        Remaining = row.Remaining,
        PausedUntil = Times.Told(row.PausedUntil),
        PausedDue = Times.Told(row.PausedDue),
        CancelKeys = Keys(row.Id),
        DeclaredBy = row.DeclaredBy,
        TraceParent = row.TraceParent,
        Owner = row.Owner,
    };
}
