using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>A definition to be stored, checked and resolved. Immutable.</summary>
public sealed record ScheduleWrite
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>What the schedule belongs to.</summary>
    public string? Group { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>By what else it is looked for; compared by their characters, case included.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = LabelMap.Of(value); } = LabelMap.Empty;

    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The payload as JSON text.</summary>
    public string? Payload { get; init; }

    /// <summary>The stored form of the recurrence; a store keeps it as it is and does not look inside.</summary>
    public required string Recurrence { get; init; }

    /// <summary>What happens to an occurrence that falls due while a run is open.</summary>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>With <see cref="OverlapPolicy.BufferAll"/>, how many runs wait at the most.</summary>
    public int BufferLimit { get; init; }

    /// <summary>What happens to occurrences whose time went by.</summary>
    public CatchUpPolicy CatchUp { get; init; }

    /// <summary>How long after its due time an occurrence may still be run; null: for ever.</summary>
    public TimeSpan? CatchUpWindow { get; init; }

    /// <summary>How many runs may fail in a row before the schedule is paused; null: as many as will.</summary>
    public int? PauseAfterFailures { get; init; }

    /// <summary>Which ends of its runs have a run of their own that tells of them.</summary>
    public Callbacks Callbacks { get; init; }

    /// <summary>Words for people.</summary>
    public string? Note { get; init; }

    /// <summary>What is shown in their place until the schedule is resumed or wakes; null: nothing is.</summary>
    public string? ShownNote { get; init; }

    /// <summary>The state it shall be in.</summary>
    public ScheduleState State { get; init; }

    /// <summary>When it shall be due next; null if the recurrence has ended.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The nominal time of that occurrence; null: the one at which it is due.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    /// <summary>How many occurrences are left, that one included; null: without limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>Until when it is paused though it is active, because its due time was moved there; null: it is not.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>With <see cref="PausedUntil"/>, the due time to which a resume before that returns.</summary>
    public DateTimeOffset? PausedDue { get; init; }

    /// <summary>The cancel keys by which it is found, without doubles; of one that is stored, <see cref="OtherRules.KeyOf"/> is among them if they were made by other rules than the job's.</summary>
    public IReadOnlyList<string> CancelKeys { get; init; } = [];

    /// <summary>The fingerprint of the rules by which the cancel keys were made; null if nobody is to compare it. Not stored.</summary>
    public string? Rules { get; init; }

    /// <summary>The application whose code declares it; null if it is not declared in code.</summary>
    public string? DeclaredBy { get; init; }

    /// <summary>The W3C trace context of the save, so that a run can link to it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The node that saves it.</summary>
    public required string Owner { get; init; }

    /// <summary>The version that it must have to be replaced; null: it must not exist.</summary>
    public long? ExpectedVersion { get; init; }
}
