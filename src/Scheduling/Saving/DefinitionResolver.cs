using System.Diagnostics;
using System.Text.Json;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Matching;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Turns a definition into what is stored: checked, its payload as text, its cancel keys resolved, its next occurrence computed. Pure, apart from the places of those staggered.</summary>
internal sealed class DefinitionResolver(JobRegistry jobs, NodeSettings settings, PhaseSequence phases)
{
    /// <summary>
    /// A definition for a schedule that does not exist yet, as far as is known. One without a next occurrence is only good for a schedule that exists
    /// and has the same recurrence (<see cref="RefuseEnded"/>).
    /// </summary>
    public ScheduleWrite Create(ScheduleDefinition definition, bool declaredInCode, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(definition);
        DefinitionRules.Check(definition);
        if (!declaredInCode && jobs.Declared.Any(declared => declared.Id == definition.Id))
        {
            throw new ArgumentException(
                $"Schedule '{definition.Id}' is declared in code with AddRecurring(\"{definition.Id}\", …). Change it there, or save under another id.");
        }

        var job = jobs.Find(definition.Job) ?? throw new UnknownJobException(
            $"Schedule '{definition.Id}' names the job '{definition.Job}', which is not registered here. Register it with AddJob(\"{definition.Job}\", …), or with AddJobElsewhere if only other hosts run it"
            + (jobs.All.Count == 0 ? "; no job is." : $"; registered are: {string.Join(", ", jobs.All.Select(known => known.Name).Take(20))}."));
        RecurrenceCheck.Check(definition.Recurrence);
        var payload = job.WritePayload(definition.Payload);

        var recurrence = RecurrenceResolver.Resolve(definition.Recurrence, now, definition.Recurrence.Stagger is null ? 0 : phases.Next());
        var next = Chain.First(RulesOf(definition, recurrence), now);
        return Pointed(next, new ScheduleWrite
        {
            Id = definition.Id,
            Group = definition.Group,
            Name = definition.Name,
            Labels = definition.Labels,
            Job = definition.Job,
            Payload = payload,
            Recurrence = RecurrenceText.Write(recurrence),
            Overlap = definition.Overlap,
            BufferLimit = definition.BufferLimit,
            CatchUp = definition.CatchUp,
            CatchUpWindow = definition.CatchUpWindow,
            PauseAfterFailures = definition.PauseAfterFailures,
            Note = definition.Note,
            State = next is null ? ScheduleState.Completed : ScheduleState.Active,
            Callbacks = job.Callbacks,
            CancelKeys = KeysOf(job, payload),
            Rules = job.Fingerprint,
            DeclaredBy = declaredInCode ? settings.Application : null,
            TraceParent = Activity.Current?.Id,
            Owner = jobs.Has(definition.Job) ? settings.Id : Peers.Nobody,
        });
    }

    /// <summary>Whether nothing would ever come of a schedule that were created now.</summary>
    public static bool HasEnded(Recurrence recurrence, DateTimeOffset now) => Occurrences.First(RecurrenceResolver.Resolve(recurrence, now, phase: 0), now) is null;

    /// <summary>Refuses a definition whose recurrence has ended, unless it says again what is stored.</summary>
    /// <exception cref="InvalidRecurrenceException">With the fact and the mend.</exception>
    public void RefuseEnded(ScheduleDefinition definition, ScheduleWrite create, StoredSchedule? present, DateTimeOffset now)
    {
        if (present is not null)
        {
            _ = Replace(definition, create, present, now);
        }
        else if (create.NextDue is null)
        {
            throw new InvalidRecurrenceException(
                $"The recurrence of schedule '{definition.Id}' ({definition.Recurrence}) has no occurrence after now. Give it an end in the future, or none.");
        }
    }

    /// <summary>The same definition for a schedule that exists; null if it is stored like that already.</summary>
    public ScheduleWrite? Replace(ScheduleDefinition definition, ScheduleWrite create, StoredSchedule present, DateTimeOffset now)
    {
        if (create.DeclaredBy is null && present.Definition.DeclaredBy is { } application && application != settings.Application)
        {
            throw new ArgumentException(
                $"Schedule '{create.Id}' is declared in the code of '{application}' with AddRecurring. Change it there, save under another id, or delete it first.");
        }

        if (definition.IfUnchangedSince is { } since && present.UpdatedAt != since)
        {
            throw new ScheduleConflictException(
                $"Schedule '{create.Id}' was changed at {present.UpdatedAt:O}, after it was read as of {since:O}. Nothing was stored; read it again, and decide whether the change is still wanted.");
        }

        var stored = TryRead(present.Definition.Recurrence);
        var recurrence = RecurrenceResolver.Keep(definition.Recurrence, RecurrenceText.Read(create.Recurrence), stored);
        var isSameRecurrence = stored == recurrence;
        if (isSameRecurrence && IsSameBesides(create, present))
        {
            return null;
        }

        // An occurrence that is past is never made up for by a change: what is to come is counted from now.
        var known = PointOf(present);
        var next = present.State != ScheduleState.Faulted && (isSameRecurrence || IsStillDue(known, stored, recurrence, now))
            ? known
            : Chain.After(RulesOf(definition, recurrence), known, now, Used(recurrence, stored, present)) ?? (isSameRecurrence ? known : throw new InvalidRecurrenceException(
                $"Schedule '{create.Id}' exists, and its new recurrence ({definition.Recurrence}) has no occurrence after now; a change never makes a past occurrence run. "
                + "Give a time in the future, or delete the schedule first."));
        var replacement = Pointed(next, create with
        {
            Recurrence = RecurrenceText.Write(recurrence),
            State = present.State switch
            {
                ScheduleState.Paused => ScheduleState.Paused,
                ScheduleState.Completed when isSameRecurrence => ScheduleState.Completed,
                _ => ScheduleState.Active,
            },
            ShownNote = IsPaused(present) && (create.Note is null || create.Note == present.Definition.Note) ? present.Note : null,
            ExpectedVersion = present.Version,
        });
        return present.PausedUntil is { } until && until > now ? PausedUntil(replacement, until) : replacement;
    }

    private static ChainRules RulesOf(ScheduleDefinition definition, Recurrence recurrence) =>
        new(definition.Id, recurrence, definition.CatchUp, definition.CatchUpWindow);

    private static ChainPoint? PointOf(StoredSchedule row) => row.NextDue is { } due
        ? new ChainPoint(row.NextOccurrence ?? due, row.PausedDue ?? due, row.Remaining)
        : null;

    private static bool IsPaused(StoredSchedule row) => row.State == ScheduleState.Paused || row.PausedUntil is not null;

    // What is changed while it is paused wakes when the pause is over, as it was to.
    private static ScheduleWrite PausedUntil(ScheduleWrite write, DateTimeOffset until) => write is { State: ScheduleState.Active, NextDue: { } due }
        ? write with { NextDue = until > due ? until : due, NextOccurrence = write.NextOccurrence ?? due, PausedUntil = until, PausedDue = due }
        : write;

    private static ScheduleWrite Pointed(ChainPoint? next, ScheduleWrite write) => write with
    {
        NextDue = next?.Due,
        NextOccurrence = next?.Occurrence != next?.Due ? next?.Occurrence : null,
        Remaining = next?.Remaining,
    };

    // Who leaves out other occurrences, or takes that back, says nothing of one that waits for a slot, a node or a resume.
    private static bool IsStillDue(ChainPoint? known, Recurrence? stored, Recurrence recurrence, DateTimeOffset now) => known is { } point && point.Due <= now
        && stored?.WithoutExceptions() == recurrence.WithoutExceptions() && Occurrences.Next(recurrence, point.Occurrence.AddMicroseconds(-1)) == point.Occurrence;

    // Another limit of the same recurrence counts what it has had, whatever is left out; another recurrence begins anew.
    private static long Used(Recurrence recurrence, Recurrence? stored, StoredSchedule present) =>
        stored?.Limit is { } limit && stored.Take(1).WithoutExceptions() == recurrence.Take(1).WithoutExceptions() ? limit - (present.Remaining ?? 0) : 0;

    /// <summary>The fingerprint of the rules by which schedules of a job are given their keys here.</summary>
    public string? RulesOf(string job) => jobs.Find(job)?.Fingerprint;

    public static IReadOnlyList<string> KeysOf(JobDefinition job, string? payload)
    {
        if (payload is null || job.Rules.Count == 0)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(payload);
            return ScheduleKeys.Of(job.Rules, json.RootElement);
        }
        catch (JsonException)
        {
            // A stored payload that is no JSON has no values to match; the run that reads it is set aside with its reason.
            return [];
        }
    }

    private static bool IsSameBesides(ScheduleWrite create, StoredSchedule present)
    {
        var stored = present.Definition;
        return present.State is ScheduleState.Active or ScheduleState.Paused or ScheduleState.Completed
            && (create.Group, create.Name, create.Job, create.Payload, create.Overlap, create.BufferLimit, create.CatchUp, create.CatchUpWindow, create.PauseAfterFailures, create.DeclaredBy)
                == (stored.Group, stored.Name, stored.Job, stored.Payload, stored.Overlap, stored.BufferLimit, stored.CatchUp, stored.CatchUpWindow, stored.PauseAfterFailures, stored.DeclaredBy)
            && create.Labels.Equals(stored.Labels)
            && create.Callbacks == stored.Callbacks
            && (create.Note == present.Definition.Note || (create.Note is null && IsPaused(present)))
            && create.CancelKeys.ToHashSet(StringComparer.Ordinal).SetEquals(stored.CancelKeys);
    }

    private static Recurrence? TryRead(string text)
    {
        try
        {
            return RecurrenceText.Read(text);
        }
        catch (InvalidRecurrenceException)
        {
            return null;
        }
    }
}
