using Scheduling.Schedules;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;
using Scheduling.Simulation.Stores;

namespace Scheduling.Simulation.Workload;

/// <summary>Those who use the scheduler: they save, delete, pause, resume, send and ask for runs, on whichever node, and often just when something is due.</summary>
internal sealed class Client(World world, Dice dice)
{
    private readonly Definitions _definitions = new(world, dice);
    private int _keys;
    private bool _hasEnded;

    public void Begin()
    {
        for (var i = 0; i < world.Scenario.Schedules; i++)
        {
            var id = $"s{i}";
            world.Agenda.In(dice.Between(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2)), Life.World, () => _ = SaveAsync(_definitions.Draw(id)));
        }

        if (world.Scenario.HasKiller)
        {
            world.Agenda.In(dice.Between(TimeSpan.Zero, TimeSpan.FromHours(6)), Life.World, () => _ = SaveAsync(_definitions.Killer()));
        }

        Plan();
    }

    public void End() => _hasEnded = true;

    /// <summary>Somebody saves what is due soon, and the node dies when that is stored and nobody has been told; it stays away for a while.</summary>
    public void SaveAndDie(int machine)
    {
        if (world.Cluster.Up.FirstOrDefault(process => process.Machine == machine) is { } process)
        {
            process.DiesBeforeItTells = true;
            _ = CallAsync("save and die", "soon", process, scheduler => scheduler.SaveAsync(_definitions.Soon()));
        }
    }

    private void Plan()
    {
        var at = world.Agenda.Now + dice.Around(world.Scenario.BetweenCalls).Ticks;
        if (dice.Chance(0.6) && AnyDue(at) is { } due)
        {
            at = Math.Max(world.Agenda.Now, due + (dice.Between(TimeSpan.FromMilliseconds(-100), TimeSpan.FromMilliseconds(100)) / dice.Pick([1, 20])).Ticks);
        }

        world.Agenda.At(at, Life.World, () =>
        {
            if (!_hasEnded)
            {
                Call();
                Plan();
            }
        });
    }

    private long? AnyDue(long after)
    {
        var due = world.Ledger.Rows.Values.Where(row => row.DueSince >= after).OrderBy(row => row.DueSince).Take(3).ToArray();
        return due.Length == 0 ? null : dice.Pick(due).DueSince;
    }

    // Mostly about one that is due about now.
    private string AnyId() => dice.Chance(0.7)
        && world.Ledger.Rows.Values.Where(row => row.DueSince is { } due && Math.Abs(due - world.Agenda.Now) < TimeSpan.TicksPerSecond).Select(row => row.Id).ToArray() is { Length: > 0 } near
            ? dice.Pick(near)
            : $"s{dice.Between(0, world.Scenario.Schedules + 3)}";

    private void Call()
    {
        var id = AnyId();
        var living = world.Ledger.Rows.Values.Count(row => row.IsActive);
        if (living < world.Scenario.Schedules / 2)
        {
            _ = SaveAsync(_definitions.Draw(id));
            return;
        }

        // Beside the others, and often just before one that stops the same schedule.
        if (dice.Chance(0.25))
        {
            _ = AskAsync(id);
        }

        Task calling = dice.Between(0, 100) switch
        {
            < 30 => SaveAsync(_definitions.Draw(id)),
            < 42 => SaveAsync(_definitions.Slower(id) ?? _definitions.Draw(id)),
            < 57 => StopAsync("delete", id, scheduler => scheduler.DeleteAsync(id, dice.Chance(0.2) ? RunningRuns.Leave : RunningRuns.Cancel)),
            < 60 => StopAsync("delete group", null, scheduler => scheduler.DeleteAsync(new ScheduleFilter { Group = Definitions.GroupOf(id) })),
            < 75 => PauseAndMaybeResumeAsync(id),
            < 88 => ResumeAsync(id),
            _ => StopAsync("send", null, scheduler => scheduler.SendAsync("customer/deleted", new { customerId = dice.Between(0, 40) })),
        };
    }

    private Task<bool> SaveAsync(ScheduleDefinition definition) =>
        OnANodeAsync("save", definition.Id, definition.Job, scheduler => scheduler.SaveAsync(definition));

    private Task<bool> ResumeAsync(string id) => OnANodeAsync("resume", id, null, scheduler => scheduler.ResumeAsync(id));

    private async Task PauseAndMaybeResumeAsync(string id)
    {
        var isBrief = dice.Chance(0.5);
        await StopAsync("pause", id, scheduler => scheduler.PauseAsync(id)).ConfigureAwait(false);
        if (isBrief)
        {
            await ResumeAsync(id).ConfigureAwait(false);
        }
    }

    // Often twice, or until it has an answer; and often at once, so that runs meet.
    private async Task AskAsync(string id)
    {
        var key = dice.Chance(0.6) ? $"k{_keys++}" : null;
        var overlap = dice.Chance(0.4) ? dice.Pick(Enum.GetValues<OverlapPolicy>()) : (OverlapPolicy?)null;
        if (dice.Chance(0.3) && world.Ledger.Rows.GetValueOrDefault(id) is { When.Kind: not RecurrenceKind.Once } row)
        {
            var to = world.Agenda.TrueTime - dice.Between(TimeSpan.Zero, TimeSpan.FromHours(1));
            var from = to - dice.Between(TimeSpan.Zero, Recurrences.IsDense(row.When) ? TimeSpan.FromMinutes(2) : TimeSpan.FromMinutes(40));
            var options = overlap is { } policy ? new BackfillOptions { IdempotencyKey = key, Overlap = policy } : new BackfillOptions { IdempotencyKey = key };
            await AskAsync("backfill", id, key is not null, scheduler => scheduler.BackfillAsync(id, from, to, options)).ConfigureAwait(false);
        }
        else
        {
            if (dice.Chance(0.5))
            {
                _ = AskAsync("trigger", id, hasKey: false, scheduler => scheduler.TriggerAsync(id, new TriggerOptions { Overlap = OverlapPolicy.BufferAll }));
            }

            await AskAsync("trigger", id, key is not null, scheduler => scheduler.TriggerAsync(id, new TriggerOptions { IdempotencyKey = key, Overlap = overlap })).ConfigureAwait(false);
        }
    }

    private async Task AskAsync<T>(string what, string id, bool hasKey, Func<IScheduler, Task<T>> call)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            CallTag tag = new();
            CallTag.Current = tag;
            var isDone = await OnANodeAsync(what, id, null, call).ConfigureAwait(false);
            CallTag.Current = null;
            if (isDone && tag.Asked is { } asked)
            {
                world.Ledger.AskReturned(asked);
            }

            if (isDone ? dice.Chance(0.7) : !hasKey || !world.Ledger.Rows.ContainsKey(id))
            {
                return;
            }
        }
    }

    private async Task StopAsync(string what, string? id, Func<IScheduler, Task<CancelResult>> call)
    {
        CallTag tag = new();
        CallTag.Current = tag;
        var isDone = await OnANodeAsync(what, id, null, call).ConfigureAwait(false);
        CallTag.Current = null;
        if (isDone && tag is { Stop: { } stop, Stopped: { } stopped })
        {
            world.Figures.Stops++;
            world.Ledger.StopReturned([.. stopped.Schedules.Select(schedule => schedule.Id).Union(stop.Ids)], tag.StopSequence);
        }
    }

    private Task<bool> OnANodeAsync<T>(string what, string? id, string? job, Func<IScheduler, Task<T>> call)
    {
        Process[] able = [.. world.Cluster.Up.Where(process => job is null || world.Cluster.Has(process.Machine, job))];
        return able.Length == 0 ? Task.FromResult(false) : CallAsync(what, id, dice.Pick(able), call);
    }

    private async Task<bool> CallAsync<T>(string what, string? id, Process process, Func<IScheduler, Task<T>> call)
    {
        world.Trace.Add($"call: {what}", process.Name, id);
        world.Figures.Calls++;
        world.Ledger.Stir();
        try
        {
            await call(process.Scheduler).ConfigureAwait(false);
            world.Ledger.Stir();
            world.Trace.Add($"returns: {what}", process.Name, id);
            return true;
        }
#pragma warning disable CA1031 // A call may fail in any way; what it has done at the store is seen there.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            world.Ledger.Stir();
            world.Figures.FailedCalls += what is "trigger" or "backfill" ? 0 : 1;
            world.Figures.FailedAsks += what is "trigger" or "backfill" ? 1 : 0;
            world.Trace.Add($"fails: {what}, {failure.GetType().Name}", process.Name, id);
            return false;
        }
    }
}
