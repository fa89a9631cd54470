using Scheduling.InMemory;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Stores;

namespace Scheduling.Simulation.Nodes;

/// <summary>The machines and the processes on them: starts, kills, freezes and restarts them.</summary>
internal sealed class Cluster : IDisposable
{
    public const string Common = "common";
    public const string Rare = "rare";
    public const string Killer = "killer";

    private readonly World _world;
    private readonly Dice _dice;
    private readonly Process?[] _processes;
    private readonly List<Process> _older = [];
    private readonly Dictionary<string, long> _ableSince = [];
    private readonly HashSet<string> _left = [];
    private int _epochs;
    private int _unheardLeaves;

    public Cluster(World world, Dice dice)
    {
        (_world, _dice) = (world, dice);
        Rows = new InMemoryScheduleStore(world.StoreTime);
        _processes = new Process?[world.Scenario.Nodes];
        Machines = [.. _processes.Select(_ => new Machine(world.Agenda, dice.Between(-50, 50) / 1e6, dice.Between(TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5))))];
    }

    public InMemoryScheduleStore Rows { get; }

    public IReadOnlyList<Machine> Machines { get; }

    /// <summary>Those that can be asked to do something.</summary>
    public IReadOnlyList<Process> Up => [.. Alive.Where(process => process.IsUp && process.Life.FrozenUntil <= _world.Agenda.Now)];

    public IEnumerable<Process> Alive => _processes.OfType<Process>().Concat(_older).Where(process => !process.Life.IsOver);

    /// <summary>When a node was last lost without a word, or was frozen.</summary>
    public long LastLoss { get; private set; }

    /// <summary>How often a node was lost, or left and may not have been heard.</summary>
    public long Losses => _world.Figures.Crashes + _world.Figures.Freezes + _unheardLeaves;

    /// <summary>When a node last came or went in order.</summary>
    public long LastChange { get; private set; }

    public static string NameOf(int machine) => $"n{machine}";

    /// <summary>The last machine of several lacks a job that the others have.</summary>
    public IEnumerable<string> JobsOf(int machine)
    {
        yield return Common;
        yield return Killer;
        if (machine == 0 || machine < _world.Scenario.Nodes - 1)
        {
            yield return Rare;
        }
    }

    /// <summary>Since when there has been a node that has the job, without a gap.</summary>
    public long AbleSince(string job) => _ableSince.GetValueOrDefault(job);

    /// <summary>Whether there is a node that has the job, and has had the time to do something about it.</summary>
    public bool IsAble(string job, TimeSpan since) => Up.Any(process => Has(process.Machine, job)) && _world.Agenda.Now - AbleSince(job) >= since.Ticks;

    public bool Has(int machine, string job) => JobsOf(machine).Contains(job);

    /// <summary>Whether the process with that name is alive, and not frozen.</summary>
    public bool IsAwake(string name) => Alive.Any(process => process.Name == name && process.Life.FrozenUntil <= _world.Agenda.Now);

    /// <summary>Whether it has left in order, and the others could hear so.</summary>
    public bool HasLeft(string name) => _left.Contains(name);

    public void StartAll()
    {
        for (var machine = 0; machine < _processes.Length; machine++)
        {
            var at = machine;
            _world.Agenda.In(_dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)), Life.World, () => Start(at));
        }
    }

    public void Start(int machine)
    {
        if (_processes[machine] is { Life.IsOver: false })
        {
            return;
        }

        LastChange = _world.Agenda.Now;
        foreach (var job in JobsOf(machine).Where(job => !Up.Any(process => Has(process.Machine, job))))
        {
            _ableSince[job] = _world.Agenda.Now;
        }

        var name = _world.Mutation.NameOf(machine, ++_epochs);
        Process process = new(_world, machine, name, _world.Mutation.Wrap(new Truth(_world, Rows, name), _world, machine), _dice);
        _processes[machine] = process;
        _world.Trace.Add("starts", process.Name);
        process.Start();
    }

    /// <summary>Kills the process where it stands; it is started again some time later.</summary>
    public void Crash(int machine)
    {
        if (_processes[machine] is { } process)
        {
            Crash(process);
        }
    }

    /// <summary>Kills that process.</summary>
    public void Crash(Process process)
    {
        if (process.Life.IsOver)
        {
            return;
        }

        LastLoss = Math.Max(LastLoss, _world.Agenda.Now);
        _world.Trace.Add("dies", process.Name);
        _world.Figures.Crashes++;
        process.Dispose();
        _world.Handlers.Died(process);
        var down = process.DiesBeforeItTells ? _dice.Between(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(10))
            : _dice.Chance(0.5) ? _dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)) : _dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(10));
        _world.Agenda.In(down, Life.World, () => Start(process.Machine));
    }

    /// <summary>The process is stopped, or its whole machine is suspended, and goes on later as if nothing had been.</summary>
    public void Freeze(int machine, TimeSpan span, bool isSuspended)
    {
        if (_processes[machine] is not { Life.IsOver: false } process || process.Life.FrozenUntil > _world.Agenda.Now)
        {
            return;
        }

        LastLoss = Math.Max(LastLoss, _world.Agenda.Now + span.Ticks);
        _world.Trace.Add(isSuspended ? "is suspended" : "is stopped", process.Name, number: (long)span.TotalMilliseconds);
        _world.Figures.Freezes++;
        process.Life.FreezeUntil(_world.Agenda.Now + span.Ticks);
        if (isSuspended)
        {
            Machines[machine].Suspend(span);
        }
    }

    public void SetClock(int machine, TimeSpan skew)
    {
        _world.Trace.Add("sets its clock", NameOf(machine), number: (long)skew.TotalMilliseconds);
        Machines[machine].SetWallClock(skew);
    }

    public void Restart(int machine)
    {
        if (_processes[machine] is not { IsUp: true, IsSubscribed: true } process || process.Life.FrozenUntil > _world.Agenda.Now)
        {
            return;
        }

        LastChange = _world.Agenda.Now;
        _world.Trace.Add("leaves", process.Name);
        _world.Figures.CleanLeaves++;
        if (_dice.Chance(0.3))
        {
            // The new one comes before the old one goes, under the same name.
            _older.RemoveAll(old => old.Life.IsOver);
            _older.Add(process);
            _processes[machine] = null;
            Start(machine);
            _world.Agenda.In(_dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)), process.Life, () => _ = LeaveAndReturnAsync(process));
            return;
        }

        _ = LeaveAndReturnAsync(process);
    }

    /// <summary>Whatever lies down gets up.</summary>
    public void Mend()
    {
        LastLoss = Math.Max(LastLoss, _world.Agenda.Now);
        for (var machine = 0; machine < _processes.Length; machine++)
        {
            Start(machine);
        }
    }

    public void Dispose()
    {
        foreach (var process in Alive.ToList())
        {
            process.Dispose();
        }
    }

    private async Task LeaveAndReturnAsync(Process process)
    {
        var isHeard = !_world.Weather.IsStormy;
        await process.LeaveAsync().ConfigureAwait(false);
        LastChange = _world.Agenda.Now;
        if (isHeard && !_world.Weather.IsStormy)
        {
            _left.Add(process.Name);
        }
        else
        {
            _unheardLeaves++;
        }

        _world.Trace.Add("has left", process.Name);
        _world.Handlers.Died(process);
        _world.Agenda.In(_dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(2)), Life.World, () => Start(process.Machine));
    }
}
