using System.Text.Json.Serialization.Metadata;
using Scheduling.Errors;
using Scheduling.Matching;
using Scheduling.Storage;

namespace Scheduling.Jobs;

/// <summary>A job that is registered here, whether it runs here or on other hosts only. Immutable.</summary>
internal sealed class JobDefinition
{
    private readonly PayloadForm _payload;
    private readonly RunHandler _runAsync;
    private readonly JobCallbacks _callbacks;

    public JobDefinition(string name, JobHandler handler, JsonTypeInfo? payload, IReadOnlyList<CancelRule> rules, RetryPolicy retry, JobCallbacks? callbacks = null)
    {
        Name = name;
        PayloadType = handler.PayloadType;
        RunsHere = handler.RunsHere;
        Rules = rules;
        Fingerprint = RulesFingerprint.Of(rules);
        Retry = retry;
        _callbacks = callbacks ?? new();
        Callbacks = _callbacks.Flags;
        _payload = new PayloadForm(name, payload);
        _runAsync = handler.RunAsync;
    }

    public string Name { get; }

    /// <summary>The type of the payload; null if the job takes none.</summary>
    public Type? PayloadType { get; }

    /// <summary>Whether it has a handler here.</summary>
    public bool RunsHere { get; }

    public IReadOnlyList<CancelRule> Rules { get; }

    /// <summary>Tells whether the cancel keys of stored schedules were made by these rules.</summary>
    public string Fingerprint { get; }

    public RetryPolicy Retry { get; }

    /// <summary>Which ends of its runs are told of.</summary>
    public Callbacks Callbacks { get; }

    /// <summary>The JSON text that a schedule is stored with; null for a job without payload.</summary>
    /// <exception cref="InvalidPayloadException">The payload is not one that the job takes, does not serialize, or is too large.</exception>
    public string? WritePayload(object? payload) => _payload.Write(payload);

    /// <summary>The payload that was stored.</summary>
    /// <exception cref="InvalidPayloadException">What was stored does not fit the job any more.</exception>
    public object? ReadPayload(string? json) => _payload.Read(json);

    /// <summary>Runs one attempt. What the handler throws comes out of the task, also when it throws before its first await.</summary>
    public async Task InvokeAsync(IServiceProvider scope, object? payload, RunContext run, CancellationToken cancellationToken)
    {
        var work = _runAsync(scope, payload, run, cancellationToken) ?? throw new InvalidOperationException(
            $"The handler of the job '{Name}' returned null. Return the task of its work, or Task.CompletedTask.");
        await work.ConfigureAwait(false);
    }

    /// <summary>Runs one attempt of the callback of a run. What the handlers throw comes out of the task.</summary>
    public Task CallBackAsync(IServiceProvider scope, StoredRun run, CancellationToken cancellationToken) => _callbacks.InvokeAsync(
        new RunCallback
        {
            ScheduleId = run.ScheduleId,
            Group = run.Group,
            Name = run.Name,
            Job = run.Job,
            RunId = CallbackRuns.RunOf(run.Id),
            Occurrence = run.Occurrence,
            Outcome = run.CallbackOf!.Value,
            Error = run.CallbackError,
            Missed = run.Missed,
            LastMissed = run.LastMissed,
            Attempt = run.Attempt,
            PayloadJson = run.Payload,
            Services = scope,
            ReadPayload = () => ReadPayload(run.Payload),
        },
        cancellationToken);
}
