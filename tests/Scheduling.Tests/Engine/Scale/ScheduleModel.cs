using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>What schedules are to do, told in the plainest way: rows and a clock, no window, no batches, no store.</summary>
internal sealed class ScheduleModel(DateTimeOffset now)
{
    private readonly List<Ran> _ran = [];

    public SortedDictionary<string, ModelRow> Rows { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>The runs since this was asked last.</summary>
    public IReadOnlyList<Ran> TakeRuns()
    {
        Ran[] taken = [.. _ran];
        _ran.Clear();
        return taken;
    }

    /// <param name="definition">What is saved.</param>
    /// <param name="calledAt">When the save was called; it is carried out now.</param>
    public void Save(ScheduleDefinition definition, DateTimeOffset calledAt)
    {
        var present = Rows.GetValueOrDefault(definition.Id);
        var recurrence = Anchored(definition.Recurrence, present?.Recurrence, calledAt);
        if (present is null)
        {
            var first = recurrence.Kind == RecurrenceKind.Once ? recurrence.At : Reference.After(recurrence, calledAt);
            Rows[definition.Id] = new ModelRow(recurrence, definition.CatchUp, definition.Name, ScheduleState.Active, first);
            return;
        }

        var isSame = present.Recurrence == recurrence;
        if (isSame && (present.CatchUp, present.Name) == (definition.CatchUp, definition.Name))
        {
            return;
        }

        var isOver = isSame && present.State == ScheduleState.Completed;
        Rows[definition.Id] = present with
        {
            Recurrence = recurrence,
            CatchUp = definition.CatchUp,
            Name = definition.Name,
            State = isOver || present.State == ScheduleState.Paused ? present.State : ScheduleState.Active,
            NextDue = isSame ? present.NextDue : Reference.After(recurrence, Now),
        };
    }

    public bool Delete(string id) => Rows.Remove(id);

    public bool Pause(string id) => Turn(id, ScheduleState.Active, ScheduleState.Paused);

    public bool Resume(string id) => Turn(id, ScheduleState.Paused, ScheduleState.Active);

    /// <summary>Runs everything at its time until then.</summary>
    public void GoTo(DateTimeOffset target)
    {
        RunDue();
        while (Rows.Values.Where(row => row.IsDueAt(target)).Min(row => row.NextDue) is { } next)
        {
            Now = next;
            RunDue();
        }

        Now = target;
    }

    /// <summary>Lets time go by while nothing can run.</summary>
    public void Lose(TimeSpan span) => Now += span;

    public void RunDue()
    {
        foreach (var (id, row) in Rows.Where(pair => pair.Value.IsDueAt(Now)).ToArray())
        {
            List<DateTimeOffset> due = [];
            var next = row.NextDue;
            for (; next <= Now; next = Reference.After(row.Recurrence, next.Value))
            {
                due.Add(next.Value);
            }

            var run = row.CatchUp == CatchUpPolicy.All ? due : due[^1..];
            _ran.AddRange(run.Select(occurrence => new Ran(id, occurrence, Now)));
            Rows[id] = row with
            {
                State = next is null ? ScheduleState.Completed : ScheduleState.Active,
                NextDue = next,
                Succeeded = row.Succeeded + run.Count,
                Missed = row.Missed + due.Count - run.Count,
            };
        }
    }

    private bool Turn(string id, ScheduleState from, ScheduleState to)
    {
        if (Rows.GetValueOrDefault(id) is not { } row || row.State != from)
        {
            return false;
        }

        Rows[id] = row with { State = to };
        return true;
    }

    // An interval without an anchor begins when it is saved first, and goes on when it is saved again.
    private static Recurrence Anchored(Recurrence recurrence, Recurrence? present, DateTimeOffset calledAt) =>
        recurrence is not { Kind: RecurrenceKind.Every, Anchor: null } ? recurrence
        : present?.Anchor is { } anchor && present.Period == recurrence.Period ? recurrence.WithAnchor(anchor)
        : recurrence.WithAnchor(calledAt);
}
