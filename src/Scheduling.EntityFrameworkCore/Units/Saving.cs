using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Creates and replaces definitions.</summary>
internal sealed class Saving(IUnitOfWork unit, ScheduleSet schedules, ScheduleFacts facts, IReadOnlyDictionary<string, JobEntity> jobs)
{
    public static async Task<IReadOnlyList<SaveResult>> SaveAsync(
        IUnitOfWork unit, IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(unit, writes.Select(write => write.Id), cancellationToken).ConfigureAwait(false);
        var facts = await ScheduleFacts.LoadAsync(unit, schedules.Ids, cancellationToken).ConfigureAwait(false);
        var jobs = await Opening.LoadAsync(unit, writes.Where(write => write.Rules is not null).Select(write => write.Job), cancellationToken).ConfigureAwait(false);
        Saving saving = new(unit, schedules, facts, jobs);
        return [.. writes.Select(saving.Save)];
    }

    private SaveResult Save(ScheduleWrite write)
    {
        var row = schedules.Find(write.Id);
        if (row?.Version != write.ExpectedVersion)
        {
            return new(false, row is null ? null : facts.ToStored(row));
        }

        var version = unit.Draw();
        if (row is null)
        {
            row = new() { Id = write.Id, Incarnation = version, CreatedAt = unit.Now };
            Define(row, write, version);
            schedules.Add(row);
            unit.Add(row);
        }
        else
        {
            Define(row, write, version);
            unit.Redefine(row);
        }

        var keys = write.Rules is null || JobRules.Are(jobs.GetValueOrDefault(write.Job)?.Fingerprint, write.Rules)
            ? write.CancelKeys
            : [.. write.CancelKeys, OtherRules.KeyOf(write.Job)];
        CancelKeys.Replace(unit, write.Id, facts.Keys(write.Id), keys);
        facts.SetKeys(write.Id, keys);
        Labels.Replace(unit, write.Id, facts.Labels(write.Id), write.Labels);
        facts.SetLabels(write.Id, write.Labels);
        return new(true, facts.ToStored(row));
    }

    private void Define(ScheduleEntity row, ScheduleWrite write, long version)
    {
        row.Group = write.Group;
        row.Name = write.Name;
        row.Job = write.Job;
        row.Payload = write.Payload;
        row.Recurrence = write.Recurrence;
        row.Overlap = write.Overlap;
        row.BufferLimit = write.BufferLimit;
        row.CatchUp = write.CatchUp;
        row.CatchUpWindow = write.CatchUpWindow;
        row.PauseAfterFailures = write.PauseAfterFailures;
        row.Callbacks = write.Callbacks;
        row.State = write.State;
        (row.Note, row.DefinitionNote) = (write.ShownNote ?? write.Note, write.Note);
        row.NextDue = Times.Column(write.NextDue);
        row.NextOccurrence = Times.Column(write.NextOccurrence);
        row.Remaining = write.Remaining;
        row.PausedUntil = Times.Column(write.PausedUntil);
        row.PausedDue = Times.Column(write.PausedDue);
        row.FailureStreak = 0;
        row.DeclaredBy = write.DeclaredBy;
        row.TraceParent = write.TraceParent;
        row.Owner = write.Owner;
        row.Version = version;
        row.UpdatedAt = unit.Now;
    }
}
