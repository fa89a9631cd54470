using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <content>How runs arrive, are taken up and end.</content>
internal sealed partial class Ledger
{
    public void Claimed(string node, IReadOnlyList<Claim> claims, IReadOnlyList<ClaimResult> results)
    {
        foreach (var (claim, result) in claims.Zip(results))
        {
            world.Trace.Add($"  {result.Verdict}", node, claim.ScheduleId, claim.Version, claim.Occurrence);
            var isCarriedOut = result.Verdict is not (ClaimVerdict.Refused or ClaimVerdict.Busy);
            if (isCarriedOut && !((result.Run?.Id ?? result.Buffered?.Id) is { } known && _runs.ContainsKey(known)))
            {
                Claimed(node, claim, result);
            }
        }
    }

    public void Rescued(string node, IReadOnlyList<Rescue> rescues, IReadOnlyList<RescueResult> results)
    {
        foreach (var (rescue, result) in rescues.Zip(results))
        {
            world.Trace.Add($"  {result.Verdict}", node, Name(rescue.RunId), rescue.Attempt, result.Present?.LeaseUntil);
            if (Find(rescue.RunId) is not { } run)
            {
                continue;
            }

            switch (result.Verdict)
            {
                case RescueVerdict.Rescued when result.Run!.Attempt != run.Attempt:
                    Rescued(node, run, result.Run!);
                    break;
                case RescueVerdict.Refused when result.Present is { State: RunState.Buffered } buffered:
                    (run.LeaseUntil, run.IsUnheardOf) = (buffered.LeaseUntil, false);
                    break;
                case RescueVerdict.Cancelled:
                    End(node, run, rescue.Attempt, RunState.Cancelled);
                    break;
                case RescueVerdict.Poisoned:
                    world.Figures.Poisoned++;
                    run.Lost++;
                    End(node, run, rescue.Attempt, RunState.Failed);
                    break;
            }

            Promoted(node, result.Promoted);
        }
    }

    public void Finished(string node, IReadOnlyList<Completion> completions, IReadOnlyList<CompletionResult> results)
    {
        foreach (var (completion, result) in completions.Zip(results))
        {
            world.Trace.Add(result.Recorded ? $"  {result.State}" : "  refused", node, Name(completion.RunId), completion.Attempt, result.WakeAt);
            if (!result.Recorded || Find(completion.RunId) is not { } run)
            {
                continue;
            }

            Stir();
            if (result.State == RunState.Waiting)
            {
                (run.IsWaiting, run.LeaseUntil) = (true, result.WakeAt!.Value);
            }
            else
            {
                End(node, run, completion.Attempt, result.State);
            }

            Promoted(node, result.Promoted);
        }
    }

    public void Triggered(string node, IReadOnlyList<Trigger> triggers, IReadOnlyList<TriggerResult> results)
    {
        foreach (var (trigger, result) in triggers.Zip(results))
        {
            world.Trace.Add($"  {trigger.Cause} {result.Verdict}", node, trigger.ScheduleId, time: trigger.Occurrence);
            if (result.Verdict is TriggerVerdict.Refused or TriggerVerdict.Known)
            {
                continue;
            }

            Stir();
            world.Figures.Triggered++;
            var row = _rows[trigger.ScheduleId];
            var now = world.Agenda.TrueTime;
            var run = result.Run is { } head
                ? new RunFacts(RunFacts.Stored(head, row, trigger.Occurrence ?? now, null, trigger.Cause, now), trigger.Overlap ?? row.Overlap, Sequence)
                : null;
            _ = run?.IsUnheardOf = IsTooLateToTell;
            Each(checker => checker.Triggered(node, row, trigger, run));
            Arrive(node, run, result.Stopped);
        }
    }

    private void Claimed(string node, Claim claim, ClaimResult result)
    {
        Stir();
        var row = _rows[claim.ScheduleId];
        var stored = result.Run ?? (result.Buffered is { } head
            ? RunFacts.Stored(head, row, claim.Occurrence, claim.OccurrenceDue, RunCause.Due, world.Agenda.TrueTime)
            : null);
        var run = stored is null ? null : new RunFacts(stored, row.Overlap, Sequence);
        world.Figures.Occurrences += claim.Missed + (claim.RunsNothing ? 0 : 1);
        world.Figures.Missed += claim.Missed;
        world.Figures.Skipped += run is null && !claim.RunsNothing ? 1 : 0;
        Each(checker => checker.Claimed(node, row, claim, run));
        Arrive(node, run, result.Stopped);

        // A schedule that has completed has no head; its version is read where it matters.
        var after = result.Present is { } present ? Headed(row, present) : row with { NextDue = null, NextOccurrence = null };
        Change(after with { IsActive = result.Present is not null, Owner = node, Since = world.Agenda.Now });
    }

    // What was not held when an occurrence cancelled the others has ended with that, and the answer does not name it.
    private void Arrive(string node, RunFacts? run, IReadOnlyList<RunHead> stopped)
    {
        if (run is null)
        {
            return;
        }

        if (run.Overlap == OverlapPolicy.CancelOther)
        {
            foreach (var other in OpenRuns.Where(run.IsOfSameLife).ToArray())
            {
                other.IsStopped = true;
                if (!other.IsHeld)
                {
                    End(node, other, other.Attempt, RunState.Cancelled);
                }
            }
        }

        foreach (var other in stopped)
        {
            _runs[other.Id].IsStopped = true;
        }

        world.Figures.Buffered += run.IsBuffered ? 1 : 0;
        if (run.IsWaiting)
        {
            (run.FreeSince, run.Told) = (world.Agenda.Now, run.Node.Length > 0 ? node : null);
        }

        _runs[run.Id] = run;
        _open.Add(run);
    }

    private void Rescued(string node, RunFacts run, StoredRun taken)
    {
        Stir();
        world.Figures.Rescues += taken.Attempt > 1 ? 1 : 0;
        Each(checker => checker.Rescued(node, run, taken));
        run.Lost += run.IsHeld ? 1 : 0;
        (run.Attempt, run.Fence, run.Node, run.LeaseUntil, run.IsWaiting, run.IsBuffered) = (taken.Attempt, taken.Fence, taken.Node, taken.LeaseUntil, false, false);
        (run.FreeSince, run.Told, run.IsUnheardOf) = (null, null, false);
    }

    private void Promoted(string node, RunHead? head)
    {
        if (head is not null && Find(head.Id) is { } run)
        {
            world.Trace.Add("  promoted", node, Name(head.Id), head.Attempt);
            world.Figures.Promoted++;
            Each(checker => checker.Promoted(node, run));
            (run.IsBuffered, run.IsWaiting, run.LeaseUntil) = (false, true, head.LeaseUntil);
            (run.FreeSince, run.Told) = (run.FreeSince ?? world.Agenda.Now, node);
            run.IsUnheardOf = false;
        }
    }

    private void End(string node, RunFacts run, int attempt, RunState outcome)
    {
        Stir();
        Each(checker => checker.Ended(node, run, attempt, outcome));
        run.Outcome = outcome;
        _open.Remove(run);
        Free(run);
    }

    // By a reckoning of its own, whatever the store says of it: from now on nothing stands before the first of those that are buffered.
    private void Free(RunFacts ended)
    {
        RunFacts[] open = [.. OpenRuns.Where(ended.IsOfSameLife)];
        if (open.Length > 0 && open.All(run => run.IsBuffered))
        {
            var first = open.Aggregate((earliest, run) => run.GoesBefore(earliest) ? run : earliest);
            first.FreeSince ??= world.Agenda.Now;
        }
    }
}
