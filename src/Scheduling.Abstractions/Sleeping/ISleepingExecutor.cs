namespace Scheduling.Sleeping;

/// <summary>
/// Sleeps for a node, and executes the node's turns: one whenever the time that the last turn asked for has come, and one whenever
/// somebody calls <see cref="Wake"/>. One executor serves one node.
/// </summary>
/// <remarks>
/// <para>The rules. Turns never run two at a time. A <see cref="Wake"/> that comes during a turn leads to another turn after it. A sleep may
/// be of any length, also longer than a timer can count (49.7 days), and may be interrupted: an early turn does no harm, the node looks
/// at the clock again and goes on sleeping. A turn that is late makes runs late.</para>
/// <para><see cref="Now"/> never goes back, keeps going while the machine is suspended as soon as that can be known, and is the clock on which turns
/// ask to be woken. How far it is from the store's clock does not matter; the node keeps the difference.</para>
/// <para>Another implementation might let a real-time clock wake the machine, or drive a whole cluster in a simulation.</para>
/// </remarks>
public interface ISleepingExecutor : IAsyncDisposable
{
    /// <summary>The executor's clock (UTC). Never goes back. May be read by any thread.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Begins: takes the first turn at once. Called once.</summary>
    /// <param name="turn">Does what is to be done now, without waiting, and returns when to be woken next; null to sleep until <see cref="Wake"/>.</param>
    void Start(Func<DateTimeOffset?> turn);

    /// <summary>Asks for a turn as soon as possible. May be called by any thread, also before <see cref="Start"/> and after disposal.</summary>
    void Wake();
}
