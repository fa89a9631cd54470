using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Units;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>A unit of work on the change tracker of a context; concurrency tokens tell whether others have changed a row since it was loaded.</summary>
internal sealed class LinqUnitOfWork(DbContext context, DateTime now, Numbers numbers) : LinqRows(context, now, isTracking: true), IUnitOfWork
{
    public Task ReserveAsync(int numbersNeeded, CancellationToken cancellationToken) => numbers.ReserveAsync(numbersNeeded, cancellationToken);

    public long Draw() => numbers.Draw();

    public void Add(ScheduleEntity schedule) => Context.Add(schedule);

    public void Add(RunEntity run) => Context.Add(run);

    public void Add(CancelKeyEntity key) => Context.Add(key);

    public void Add(JobEntity job) => Context.Add(job);

    // The tracker mostly knows those that are stored: labels are loaded before they are replaced.
    public void Put(LabelEntity label)
    {
        if (Known(label) is { } known)
        {
            known.Value = label.Value;
        }
        else
        {
            Context.Add(label);
        }
    }

    public void Redefine(ScheduleEntity schedule) => Change(schedule);

    // Written though it may be the same: so the row is compared.
    public void Change(ScheduleEntity schedule)
    {
        if (Context.Entry(schedule) is { State: not EntityState.Added } entry)
        {
            entry.Property(row => row.Version).IsModified = true;
        }
    }

    // The tracker finds what has changed of it, and compares the tokens of a run, all of which a change of others would touch.
    public void Change(RunEntity run)
    {
    }

    // Written though it may be the same: so its tokens are compared.
    public void Hold(RunEntity run)
    {
        if (Context.Entry(run) is { State: not EntityState.Added } entry)
        {
            entry.Property(row => row.Followed).IsModified = true;
        }
    }

    public void Change(JobEntity job)
    {
    }

    public void Remove(ScheduleEntity schedule) => Context.Remove(schedule);

    // The tracker mostly knows it already: keys are loaded before they are replaced.
    public void Remove(CancelKeyEntity key) =>
        Context.Remove(Context.Set<CancelKeyEntity>().Local.FindEntryUntyped([key.Key, key.ScheduleId])?.Entity ?? key);

    public void Remove(LabelEntity label) => Context.Remove(Known(label) ?? label);

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        Context.ChangeTracker.DetectChanges();
        await Context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        Forget();
    }

    public Task<IReadOnlyList<LastEnd>> RemoveBeyondAsync(IReadOnlyCollection<string> scheduleIds, int kept, CancellationToken cancellationToken) => RemoveAsync(
        token => ReadAsync(
            scheduleIds,
            some => Runs.Where(run => some.Contains(run.ScheduleId) && run.EndedAt != null && kept <= Context.Set<RunEntity>().Count(later =>
                later.ScheduleId == run.ScheduleId && later.Incarnation < 0 == run.Incarnation < 0 && (later.EndedAt > run.EndedAt || (later.EndedAt == run.EndedAt && later.Fence > run.Fence)))),
            token),
        cancellationToken);

    public Task<IReadOnlyList<LastEnd>> RemoveEndedBeforeAsync(DateTime time, int limit, CancellationToken cancellationToken) => RemoveAsync(
        async token => await Runs.Where(run => run.EndedAt < time).OrderBy(run => run.EndedAt).Take(limit).ToListAsync(token).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Lets go of the store's rows, which others may change before they are asked for once more; what else the context tracks is its owner's.</summary>
    public void Forget()
    {
        foreach (var entry in Context.ChangeTracker.Entries().Where(entry =>
            entry.Entity is ScheduleEntity or RunEntity or CancelKeyEntity or LabelEntity or JobEntity).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    private LabelEntity? Known(LabelEntity label) => Context.Set<LabelEntity>().Local.FindEntryUntyped([label.ScheduleId, label.Name])?.Entity as LabelEntity;

    private async Task<IReadOnlyList<LastEnd>> RemoveAsync(
        Func<CancellationToken, Task<IReadOnlyList<RunEntity>>> load, CancellationToken cancellationToken)
    {
        var runs = await load(cancellationToken).ConfigureAwait(false);
        Context.RemoveRange(runs);
        await WriteAsync(cancellationToken).ConfigureAwait(false);
        return [.. runs.Select(run => new LastEnd(run.ScheduleId, run.Incarnation, run.Fence, run.State, run.EndedAt!.Value, run.Error))];
    }
}
