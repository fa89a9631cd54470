using System.Diagnostics;
using System.Diagnostics.Metrics;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Diagnostics;

/// <summary>The numbers of the library, on a meter named <c>Scheduling</c>. Durations are in seconds.</summary>
internal sealed class SchedulingMetrics : IDisposable
{
    public const string MeterName = "Scheduling";

    private readonly Meter _meter;
    private readonly Counter<long> _storeOperations;
    private readonly Counter<long> _outcomes;
    private readonly Counter<long> _stopped;
    private readonly Counter<long> _claimsLost;
    private readonly Counter<long> _resultsRefused;
    private readonly Counter<long> _hintsLost;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _duration;

    public SchedulingMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _storeOperations = _meter.CreateCounter<long>("scheduling.store.operations", "{operation}", "Operations sent to the store.");
        _outcomes = _meter.CreateCounter<long>("scheduling.runs", "{occurrence}", "Occurrences that have ended, by outcome.");
        _stopped = _meter.CreateCounter<long>("scheduling.stopped", "{schedule}", "Schedules deleted, paused or cancelled.");
        _claimsLost = _meter.CreateCounter<long>("scheduling.claims.lost", "{claim}", "Claims that the store refused: another node was first, or the schedule had changed.");
        _resultsRefused = _meter.CreateCounter<long>("scheduling.results.refused", "{result}", "Results of attempts whose lease had ended and whose run was taken over.");
        _hintsLost = _meter.CreateCounter<long>("scheduling.bus.lost", "{event}", "Events that could not be published.");
        _faults = _meter.CreateCounter<long>("scheduling.faults", "{fault}", "Faults within the library.");
        _lateness = _meter.CreateHistogram<double>("scheduling.run.lateness", "s", "From the occurrence to the start of its handler.");
        _duration = _meter.CreateHistogram<double>("scheduling.run.duration", "s", "How long handlers ran.");
    }

    public static string Name(AttemptEnd end) => end switch
    {
        AttemptEnd.Returned => "succeeded",
        AttemptEnd.Threw => "failed",
        AttemptEnd.Stopped => "stopped",
        AttemptEnd.Unreadable => "unreadable",
        _ => "not_started",
    };

    public void Watch(Func<NodeView> view)
    {
        _meter.CreateObservableGauge("scheduling.sleeping", () => view().Sleeping, "{wakeup}", "Wake-ups that this node keeps in memory.");
        _meter.CreateObservableGauge("scheduling.due", () => view().Due, "{occurrence}", "Occurrences that wait for a free slot on this node.");
        _meter.CreateObservableGauge("scheduling.running", () => view().Running, "{run}", "Attempts that run on this node.");
    }

    public void Watch(Reach store) =>
        _meter.CreateObservableGauge("scheduling.store.up", () => store.State.IsUp ? 1 : 0, "1", "1 if the store answered when it was last asked, else 0.");

    public void StoreCalled(string operation, string system) =>
        _storeOperations.Add(1, new TagList { { "operation", operation }, { "db.system", system } });

    public void RunStarted(string job, TimeSpan lateness) => _lateness.Record(lateness.TotalSeconds, new TagList { { "job", job } });

    public void RunEnded(string job, AttemptEnd end, TimeSpan duration) =>
        _duration.Record(duration.TotalSeconds, new TagList { { "job", job }, { "end", Name(end) } });

    public void Stopped(StopAction action, int schedules) =>
        _stopped.Add(schedules, new TagList { { "action", action == StopAction.Delete ? "delete" : "pause" } });

    public void HintsLost(int count) => _hintsLost.Add(count);

    public void Faulted() => _faults.Add(1);

    /// <summary>Counts what the store's answers say.</summary>
    public void Saw(IReadOnlyList<NodeInput> inputs)
    {
        foreach (var input in inputs)
        {
            switch (input)
            {
                case NodeInput.ClaimsAnswered claims:
                    Saw(claims);
                    break;
                case NodeInput.CompletionsAnswered completions:
                    Saw(completions.Results);
                    break;
                case NodeInput.RescuesAnswered rescues:
                    Ended(RunOutcome.Cancelled, rescues.Results.Count(r => r.Verdict == RescueVerdict.Cancelled));
                    Ended(RunOutcome.Failed, rescues.Results.Count(r => r.Verdict == RescueVerdict.Poisoned));
                    break;
                case NodeInput.SchedulesStopped stopped:
                    Ended(RunOutcome.Cancelled, stopped.Result.Waiting.Count);
                    break;
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Saw(NodeInput.ClaimsAnswered claims)
    {
        for (var i = 0; i < claims.Results.Count; i++)
        {
            var verdict = claims.Results[i].Verdict;
            if (verdict is ClaimVerdict.Claimed or ClaimVerdict.SkippedOverlap or ClaimVerdict.Buffered or ClaimVerdict.PassedOver)
            {
                Ended(RunOutcome.Missed, claims.Take.Claims[i].Missed);
                Ended(RunOutcome.SkippedOverlap, verdict == ClaimVerdict.SkippedOverlap ? 1 : 0);
            }
            else
            {
                _claimsLost.Add(verdict == ClaimVerdict.Refused ? 1 : 0);
            }
        }
    }

    private void Saw(IReadOnlyList<CompletionResult> results)
    {
        _resultsRefused.Add(results.Count(r => !r.Recorded));
        Ended(RunOutcome.Succeeded, results.Count(r => r is { Recorded: true, State: RunState.Succeeded }));
        Ended(RunOutcome.Failed, results.Count(r => r is { Recorded: true, State: RunState.Failed }));
        Ended(RunOutcome.Cancelled, results.Count(r => r is { Recorded: true, State: RunState.Cancelled }));
    }

    private void Ended(RunOutcome outcome, long count)
    {
        if (count > 0)
        {
            _outcomes.Add(count, new TagList { { "outcome", Name(outcome) } });
        }
    }

    private static string Name(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "succeeded",
        RunOutcome.Failed => "failed",
        RunOutcome.Cancelled => "cancelled",
        RunOutcome.SkippedOverlap => "skipped_overlap",
        _ => "missed",
    };
}
