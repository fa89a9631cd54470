using System.Reflection;
using System.Text.Json;

namespace Scheduling.Hosting;

/// <summary>How a node works. Read once, when the host starts; values outside their bounds keep the host from starting.</summary>
public sealed class SchedulingOptions
{
    /// <summary>
    /// What to call this node in telemetry and in the store; 1 to 200 characters, none of them a control character. The machine's name by
    /// default. It need not be unique: each start adds an identity of its own.
    /// </summary>
    public string NodeName { get; set; } = Environment.MachineName;

    /// <summary>
    /// The application of which this host is a node; 1 to 200 characters, none of them a control character. The entry assembly's name by default.
    /// Schedules that are declared in code belong to it: applications that share a store leave each other's alone.
    /// </summary>
    public string ApplicationName { get; set; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "application";

    /// <summary>
    /// How many handlers run at once on this node; 1 to 100,000, 64 by default. A handler that goes on after its lease was lost, against its token, is
    /// not counted any more once its run has been taken up again.
    /// </summary>
    public int MaxConcurrentRuns { get; set; } = 64;

    /// <summary>
    /// How long a claimed run belongs to its node without renewal: another node takes over what a dead one ran after this time. 1 second to
    /// 1 hour, 30 seconds by default. Renewed while the handler runs, so handlers may take longer.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many of the nearest wake-ups the node keeps in memory; 16 to 1,000,000, 1,000 by default.</summary>
    public int WindowSize { get; set; } = 1_000;

    /// <summary>
    /// How long a node waits for the one that owns a wake-up before it tries itself. None to 1 day, 1.5 seconds by default.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long a stopping host lets running handlers end by themselves before it cancels their tokens. None to 1 day, 20 seconds by
    /// default; keep it below the host's own shutdown timeout.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many attempts of a run may be lost together with their node before the run is set aside; 1 to 100, 3 by default.</summary>
    public int PoisonAfter { get; set; } = 3;

    /// <summary>
    /// How long this node watches a schedule stay overdue whose job neither it nor, as far as it has heard since it started, any other node has, before it
    /// sets the schedule aside as faulted. None to 365 days, 1 hour by default: longer than a deployment takes.
    /// </summary>
    public TimeSpan StrangerGrace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether schedules that this application declared in code (<c>AddRecurring</c>) and declares no more stay in the store; by default they are
    /// deleted when a host of it starts.
    /// </summary>
    public bool KeepVanishedRecurring { get; set; }

    /// <summary>
    /// How often the node reads what is due although nothing told it to: a belt for a bus that loses messages while nodes die. At least
    /// 1 second; null, the default, for never.
    /// </summary>
    public TimeSpan? SafetySweep { get; set; }

    /// <summary>How many runs that have ended stay listed with each schedule, the newest ones; none to 10,000, 20 by default. They are counted for ever.</summary>
    public int KeepRuns { get; set; } = 20;

    /// <summary>How long a run stays listed after it has ended, also when its schedule is gone; 1 minute to 3,650 days, 7 days by default.</summary>
    public TimeSpan KeepRunsFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How payloads and the data of events are written and read. Web defaults: camel case, names read whatever their case, numbers read from
    /// text. Under Native AOT, set its <see cref="JsonSerializerOptions.TypeInfoResolver"/> to a source-generated context. Frozen when the host starts.
    /// </summary>
    public JsonSerializerOptions Json { get; set; } = JsonDefaults.Create();
}
