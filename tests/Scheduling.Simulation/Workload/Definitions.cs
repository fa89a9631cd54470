using Scheduling.Schedules;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Workload;

/// <summary>Schedules as users have them: a few often, most a few times an hour or a day; crons, one-offs; all policies.</summary>
internal sealed class Definitions(World world, Dice dice)
{
    public static string GroupOf(string id) => $"g{id.Length}{id[^1] % 3}";

    public ScheduleDefinition Draw(string id) => new(id, dice.Chance(0.2) ? Cluster.Rare : Cluster.Common, When())
    {
        Group = GroupOf(id),
        Payload = new Payload(dice.Between(0, 40)),
        Overlap = dice.Chance(0.7) ? OverlapPolicy.Skip : OverlapPolicy.AllowAll,
        CatchUp = dice.Chance(0.7) ? CatchUpPolicy.Latest : CatchUpPolicy.All,
    };

    public ScheduleDefinition Killer() => new("killer", Cluster.Killer, Recurrence.Every(Whole(dice.Between(TimeSpan.FromHours(4), TimeSpan.FromHours(9)))))
    {
        Payload = new Payload(0),
    };

    public ScheduleDefinition Soon() =>
        new("soon", Cluster.Common, Recurrence.Once(world.Agenda.TrueTime + Whole(dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1))))) { Payload = new Payload(0) };

    /// <summary>The same schedule with the same next occurrence, but twice as long between the ones that follow: whoever claims it by what was known before gets the chain wrong.</summary>
    public ScheduleDefinition? Slower(string id)
    {
        return world.Ledger.Rows.GetValueOrDefault(id) is { IsActive: true, NextDue: { } due, When: { Kind: RecurrenceKind.Every, Period: { } period } } row
            ? new ScheduleDefinition(id, row.Job, Recurrence.Every(period < TimeSpan.FromHours(4) ? period * 2 : period / 2, due))
            {
                Group = GroupOf(id),
                Payload = new Payload(dice.Between(0, 40)),
                Overlap = row.Overlap,
                CatchUp = row.CatchUp,
            }
            : null;
    }

    private Recurrence When() => dice.Between(0, 100) switch
    {
        < 3 => Recurrence.Every(Whole(dice.Between(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)))),
        < 35 => Recurrence.Every(Whole(dice.Between(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)))),
        < 60 => Recurrence.Every(Whole(dice.Between(TimeSpan.FromMinutes(30), TimeSpan.FromHours(4)))),
        < 70 => Recurrence.Cron("*/15 * * * *"),
        < 80 => Recurrence.Cron("0 * * * *"),
        < 85 => Recurrence.Cron("30 2 * * *", "Europe/Paris"),
        < 88 => Recurrence.Cron("0 9 * * 1-5", "America/New_York"),
        _ => Recurrence.Once(world.Agenda.TrueTime + Whole(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(6)))),
    };

    // Many are due at the same whole second.
    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds));
}
