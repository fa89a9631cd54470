using Scheduling.Schedules;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Workload;

/// <summary>Schedules as users have them: a few often, most a few times an hour or a day; crons, one-offs, bursts whose handlers outlast their period; all policies.</summary>
internal sealed class Definitions(World world, Dice dice)
{
    private static readonly OverlapPolicy[] s_overlaps = Enum.GetValues<OverlapPolicy>();
    private static readonly CatchUpPolicy[] s_catchUps = Enum.GetValues<CatchUpPolicy>();

    private readonly Recurrences _recurrences = new(world, dice);

    public static string GroupOf(string id) => $"g{id.Length}{id[^1] % 3}";

    public ScheduleDefinition Draw(string id) => dice.Chance(0.25) ? Burst(id) : new(id, Job(), _recurrences.Usual())
    {
        Group = GroupOf(id),
        Payload = new Payload(dice.Between(0, 40)),
        Overlap = dice.Chance(0.5) ? OverlapPolicy.Skip : dice.Pick(s_overlaps),
        BufferLimit = dice.Between(1, 5),
        CatchUp = dice.Chance(0.5) ? CatchUpPolicy.Latest : dice.Pick(s_catchUps),
        CatchUpWindow = Window(TimeSpan.FromMinutes(20)),
    };

    public ScheduleDefinition Killer() => new("killer", Cluster.Killer, Recurrence.Every(Recurrences.Whole(dice.Between(TimeSpan.FromHours(4), TimeSpan.FromHours(9)))))
    {
        Payload = new Payload(0),
    };

    public ScheduleDefinition Soon() =>
        new("soon", Cluster.Common, Recurrence.Once(world.Agenda.TrueTime + Recurrences.Whole(dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1))))) { Payload = new Payload(0) };

    /// <summary>The same schedule with the same next occurrence, but twice as long between the ones that follow: whoever claims it by what was known before gets the chain wrong.</summary>
    public ScheduleDefinition? Slower(string id)
    {
        return world.Ledger.Rows.GetValueOrDefault(id) is { IsActive: true, Nominal: { } next, When: { Kind: RecurrenceKind.Every, Period: { } period, Jitter: null, Stagger: null, Limit: null } } row
            ? new ScheduleDefinition(id, row.Job, Recurrence.Every(period < TimeSpan.FromHours(4) ? period * 2 : period / 2, next))
            {
                Group = GroupOf(id),
                Payload = new Payload(dice.Between(0, 40)),
                Overlap = row.Overlap,
                BufferLimit = row.BufferLimit,
                CatchUp = row.CatchUp,
                CatchUpWindow = row.CatchUpWindow,
            }
            : null;
    }

    // Its handlers work for about as long as there is from one occurrence to the next, or for several times as long.
    private ScheduleDefinition Burst(string id)
    {
        var seconds = dice.Pick([5, 10, 15, 20]);
        return new(id, Job(), _recurrences.Burst(seconds))
        {
            Group = GroupOf(id),
            Payload = new Payload(dice.Between(0, 40), dice.Pick([1, seconds, seconds * 2, seconds * 3])),
            Overlap = dice.Pick(s_overlaps),
            BufferLimit = dice.Between(1, 5),
            CatchUp = dice.Pick(s_catchUps),
            CatchUpWindow = Window(TimeSpan.FromMinutes(1)),
        };
    }

    private string Job() => dice.Chance(0.2) ? Cluster.Rare : Cluster.Common;

    private TimeSpan? Window(TimeSpan most) => dice.Chance(0.3) ? Recurrences.Whole(dice.Between(TimeSpan.FromSeconds(1), most)) : null;
}
