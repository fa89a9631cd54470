using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Creates and replaces definitions, and the cancel keys made from them.</summary>
internal static class Saving
{
    public static SaveResult Save(Tables tables, ScheduleWrite write, long now)
    {
        var row = tables.Schedules.Find(write.Id);
        if (row?.Version != write.ExpectedVersion)
        {
            return new(false, row?.ToStored());
        }

        var note = write.ShownNote ?? write.Note;
        write = Marked(tables, write with { ShownNote = null });
        var version = tables.Draw();
        if (row is null)
        {
            row = new()
            {
                Id = write.Id,
                Incarnation = version,
                CreatedAt = now,
                Definition = write,
                Owner = write.Owner,
                State = write.State,
                NextDue = Instant.From(write.NextDue),
            };
            tables.Schedules.Add(row);
        }
        else
        {
            tables.Schedules.Define(row, write, write.State, Instant.From(write.NextDue));
        }

        row.Version = version;
        row.Owner = write.Owner;
        row.NextOccurrence = Instant.From(write.NextOccurrence);
        row.Remaining = write.Remaining;
        row.PausedUntil = Instant.From(write.PausedUntil);
        row.PausedDue = Instant.From(write.PausedDue);
        row.FailureStreak = 0;
        row.Note = note;
        row.UpdatedAt = now;
        return new(true, row.ToStored());
    }

    public static int ReplaceCancelKeys(Tables tables, IReadOnlyList<CancelKeysWrite> writes)
    {
        var replaced = 0;
        foreach (var write in writes)
        {
            if (tables.Schedules.Find(write.ScheduleId) is { } row && row.Version == write.Version
                && (write.Rules is null || Opening.AreRules(tables, row.Definition.Job, write.Rules)))
            {
                tables.Schedules.ReplaceCancelKeys(row, write.Keys);
                replaced++;
            }
        }

        return replaced;
    }

    private static ScheduleWrite Marked(Tables tables, ScheduleWrite write) => write.Rules is null
        ? write
        : write with
        {
            Rules = null,
            CancelKeys = Opening.AreRules(tables, write.Job, write.Rules) ? write.CancelKeys : [.. write.CancelKeys, OtherRules.KeyOf(write.Job)],
        };
}
