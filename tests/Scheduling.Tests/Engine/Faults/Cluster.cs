using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Hosting;
using Scheduling.InMemory;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>
/// Hosts that share a store, a bus and the time. Turns, handlers and deliveries run on the test's own thread, apart from what follows the
/// cancellation of a token; a host that is silenced gets no turns, as if its process were paused or gone.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Job = "probe";

    private readonly SemaphoreSlim _changed = new(0);
    private readonly List<EngineHost> _hosts = [];
    private readonly HashSet<EngineHost> _silent = [];
    private readonly Dictionary<EngineHost, (string Name, Func<int> Held)> _known = [];

    public Cluster()
    {
        Store = new CallLog(new InMemoryScheduleStore(Time));
        Bus = new MessageLog(Wire);
        Probe = new Probe(Time) { Changed = Changed };
    }

    public FakeTimeProvider Time { get; } = new(EngineHost.Start);

    public CallLog Store { get; }

    public DirectBus Wire { get; } = new();

    public MessageLog Bus { get; }

    public Probe Probe { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Attempts that are held back before they get a thread: not counted as going on.</summary>
    public int HeldLaunches { get; set; }

    /// <summary>Store calls that are held back: not counted as going on.</summary>
    public int HeldCalls { get; set; }

    public EngineHost Create(
        string name, Action<SchedulingOptions>? options = null, Action<ISchedulingBuilder>? jobs = null, Action<JobBuilder>? configureJob = null)
    {
        var host = new EngineHost(
            builder =>
            {
                if (jobs is null)
                {
                    builder.AddJob(Job, (run, token) => Probe.RunAsync(name, run, token), configureJob);
                }

                jobs?.Invoke(builder);
            },
            setup =>
            {
                (setup.Time, setup.Store, setup.Bus) = (Time, Store, Bus);
                setup.Options = o =>
                {
                    (o.NodeName, o.StrangerGrace) = (name, TimeSpan.FromMinutes(1));
                    options?.Invoke(o);
                };
            });
        host.Sleeper.Woken = Changed;
        host.Runner.Launch = static work => work();
        _hosts.Add(host);
        _known[host] = (name, () => Probe.HeldOn(name));
        return host;
    }

    public async Task<EngineHost> AddAsync(
        string name, Action<SchedulingOptions>? options = null, Action<ISchedulingBuilder>? jobs = null, Action<JobBuilder>? configureJob = null)
    {
        var host = Create(name, options, jobs, configureJob);
        await host.StartHostAsync();
        await SettleAsync(() => host.Shell.View.HasReadWindow);
        return host;
    }

    public void Silence(EngineHost host) => _silent.Add(host);

    public void Revive(EngineHost host) => _silent.Remove(host);

    /// <summary>Takes turns on every host that is not silenced until the condition holds.</summary>
    public async Task SettleAsync(Func<bool> until)
    {
        while (true)
        {
            TakeTurns();
            if (until())
            {
                return;
            }

            (await _changed.WaitAsync(TimeSpan.FromSeconds(10))).Should().BeTrue("something was expected to happen within 10 s");
        }
    }

    /// <summary>Lets all end that can without time going on.</summary>
    public Task SettleAsync() => SettleAsync(() => IsQuiet);

    /// <summary>Takes turns until the call has come back, without time going on.</summary>
    public async Task<T> FinishAsync<T>(Task<T> call)
    {
        _ = call.ContinueWith(_ => Changed(), TaskScheduler.Default);
        await SettleAsync(() => call.IsCompleted);
        return await call;
    }

    public async Task FinishAsync(Task call)
    {
        _ = call.ContinueWith(_ => Changed(), TaskScheduler.Default);
        await SettleAsync(() => call.IsCompleted);
        await call;
    }

    /// <summary>Goes from wake-up to wake-up up to the time given.</summary>
    public async Task GoToAsync(DateTimeOffset target)
    {
        await SettleAsync();
        while (NextWake() is { } at && at <= target)
        {
            Time.SetUtcNow(at > Now ? at : Now);
            await SettleAsync();
        }

        Time.SetUtcNow(target);
        await SettleAsync();
    }

    public Task GoOnAsync(TimeSpan span) => GoToAsync(Now + span);

    /// <summary>Goes from wake-up to wake-up until the condition holds.</summary>
    public async Task GoUntilAsync(Func<bool> condition)
    {
        await SettleAsync();
        while (!condition())
        {
            var at = NextWake();
            at.Should().NotBeNull("the condition must come about by what is planned");
            Time.SetUtcNow(at!.Value > Now ? at.Value : Now);
            await SettleAsync();
        }
    }

    public async Task<Schedule> SaveAsync(EngineHost host, string id, Recurrence? recurrence = null) =>
        await FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition(id, Job, recurrence ?? Recurrence.Cron("* * * * *")) { Group = "g" }));

    public void Changed() => _changed.Release();

    /// <summary>Called before the hosts stop: lets go what a failed test still holds.</summary>
    public Action LetGo { get; set; } = static () => { };

    public async ValueTask DisposeAsync()
    {
        LetGo();
        Store.Before = Store.After = static _ => Task.CompletedTask;
        Store.Batch = static _ => { };
        Bus.Before = Bus.After = static _ => Task.CompletedTask;
        Probe.Release();
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private bool IsQuiet => Store.Pending == HeldCalls && Live.All(host => !host.Sleeper.WantsTurn)
        && Live.Sum(host => host.Shell.View.Running - _known[host].Held()) <= HeldLaunches;

    private IEnumerable<EngineHost> Live => _hosts.Where(host => !_silent.Contains(host));

    private void TakeTurns()
    {
        while (Live.FirstOrDefault(host => host.Sleeper.WantsTurn) is { } wanting)
        {
            wanting.Sleeper.TakeTurns();
        }
    }

    private DateTimeOffset? NextWake() => Live.Select(host => host.Sleeper.WakeAt).Min();
}
