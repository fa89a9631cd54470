using Microsoft.Extensions.Time.Testing;
using Scheduling.Hosting;

namespace Scheduling.Tests.Engine;

/// <summary>What a test may arrange of an <see cref="EngineHost"/>.</summary>
internal sealed class EngineSetup
{
    public FakeTimeProvider Time { get; set; } = new(EngineHost.Start);

    /// <summary>The store's own clock, if it is another one.</summary>
    public TimeProvider? StoreTime { get; set; }

    public CallLog? Store { get; set; }

    public MessageLog? Bus { get; set; }

    /// <summary>Whether the node sleeps with real timers of the fake time, rather than being stepped.</summary>
    public bool UsesTimers { get; set; }

    public Action<SchedulingOptions> Options { get; set; } = static _ => { };
}
