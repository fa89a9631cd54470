using System.Collections.Frozen;
using Scheduling.Events;
using Scheduling.Storage;

namespace Scheduling.Redis.Wire;

/// <summary>What values are called on the wire: names, so that their order in the code may change, and people can read along.</summary>
internal static class WireNames
{
    private static readonly FrozenDictionary<SchedulingEventKind, string> s_kinds = new Dictionary<SchedulingEventKind, string>
    {
        [SchedulingEventKind.Hello] = "hello",
        [SchedulingEventKind.Leave] = "leave",
        [SchedulingEventKind.Intent] = "intent",
        [SchedulingEventKind.ScheduleStart] = "schedule/start",
        [SchedulingEventKind.ScheduleCancel] = "schedule/cancel",
        [SchedulingEventKind.RunStarted] = "run/started",
        [SchedulingEventKind.RunFinished] = "run/finished",
        [SchedulingEventKind.Ack] = "ack",
        [SchedulingEventKind.Backlog] = "backlog",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<CancelRequest, string> s_cancels = new Dictionary<CancelRequest, string>
    {
        [CancelRequest.BeforeStart] = "before_start",
        [CancelRequest.Always] = "always",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, SchedulingEventKind> s_kindsByName = s_kinds.ToFrozenDictionary(kind => kind.Value, kind => kind.Key);
    private static readonly FrozenDictionary<string, CancelRequest> s_cancelsByName = s_cancels.ToFrozenDictionary(cancel => cancel.Value, cancel => cancel.Key);

    public static string Of(SchedulingEventKind kind) => s_kinds[kind];

    public static string? Of(CancelRequest cancel) => cancel == CancelRequest.None ? null : s_cancels[cancel];

    public static bool TryReadKind(string name, out SchedulingEventKind kind) => s_kindsByName.TryGetValue(name, out kind);

    public static bool TryReadCancel(string? name, out CancelRequest cancel)
    {
        cancel = CancelRequest.None;
        return name is null || s_cancelsByName.TryGetValue(name, out cancel);
    }
}
