using Scheduling.Simulation.Buses;
using Scheduling.Simulation.Faults;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Nodes;
using Scheduling.Simulation.Reporting;
using Scheduling.Simulation.Stores;
using Scheduling.Simulation.Workload;

namespace Scheduling.Simulation;

/// <summary>All that there is in one simulation, drawn from one seed. Nothing in it is shared with another.</summary>
internal sealed class World : IDisposable
{
    private const int MostViolations = 10;
    private const int MostAMinute = 1_000_000;

    private readonly List<Violation> _violations = [];

    public World(Scenario scenario, Mutation mutation, TextWriter? timeline)
    {
        (Scenario, Mutation) = (scenario, mutation);
        Trace = new Trace(Agenda, timeline);
        StoreTime = new StoreTime(Agenda);
        Ledger = new Ledger(this);
        Weather = new Weather(this, new Dice(scenario.Seed, 2));
        Network = new Network(this, new Dice(scenario.Seed, 3));
        Bus = new Bus(this, new Dice(scenario.Seed, 4));
        Handlers = new Handlers(this, new Dice(scenario.Seed, 5));
        Cluster = new Cluster(this, new Dice(scenario.Seed, 6));
        Client = new Client(this, new Dice(scenario.Seed, 7));
        Checkers = Catalogue.Of(this);
    }

    public Scenario Scenario { get; }

    public Mutation Mutation { get; }

    public Agenda Agenda { get; } = new();

    public Trace Trace { get; }

    public StoreTime StoreTime { get; }

    public Ledger Ledger { get; }

    public Weather Weather { get; }

    public Network Network { get; }

    public Bus Bus { get; }

    public Handlers Handlers { get; }

    public Cluster Cluster { get; }

    public Client Client { get; }

    public IReadOnlyList<Checker> Checkers { get; }

    public Figures Figures { get; } = new();

    public IReadOnlyList<Violation> Violations => _violations;

    public void Violate(string checker, string text)
    {
        if (_violations.Count < MostViolations)
        {
            Violation violation = new(checker, TimeSpan.FromTicks(Agenda.Now), text);
            _violations.Add(violation);
            Trace.Add("VIOLATION", subject: violation.ToString());
        }
    }

    /// <summary>Lives through the scenario, then mends everything, gives it time, and looks at what is left.</summary>
    public void Run()
    {
        Cluster.StartAll();
        Client.Begin();
        Weather.Begin();
        GoTo(Scenario.Length.Ticks);
        Client.End();
        Weather.Clear();
        GoTo(Scenario.Length.Ticks + Settling.After(Scenario).Ticks);
        if (_violations.Count == 0)
        {
            foreach (var checker in Checkers)
            {
                checker.AtEnd();
            }
        }

        Figures.Simulated += TimeSpan.FromTicks(Agenda.Now);
        Figures.Events += Agenda.Count;
    }

    /// <summary>Ends the processes that are left: what the runtime knows of them would keep all of this in memory.</summary>
    public void Dispose() => Cluster.Dispose();

    private void GoTo(long end)
    {
        while (Agenda.Now < end && _violations.Count == 0)
        {
            var before = Agenda.Count;
            Agenda.GoTo(Math.Min(end, Agenda.Now + TimeSpan.TicksPerMinute), before + MostAMinute);
            if (Agenda.Count - before >= MostAMinute)
            {
                Violate("NothingSpins", $"More than {MostAMinute} events in a minute.");
            }

            foreach (var checker in Checkers)
            {
                checker.Look();
            }
        }
    }
}
