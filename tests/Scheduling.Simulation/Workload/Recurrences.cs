using Scheduling.Schedules;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Workload;

/// <summary>When schedules are due: every so often, by cron, on days, once, by several of these, with all that may be added.</summary>
internal sealed class Recurrences(World world, Dice dice)
{
    /// <summary>Many are due at the same whole second.</summary>
    public static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds));

    /// <summary>Whether there is an occurrence every few seconds for as long as it goes on.</summary>
    public static bool IsDense(Recurrence when) => when.Period < TimeSpan.FromMinutes(1) || when.Parts.Any(IsDense);

    public Recurrence Usual() => Added(dice.Between(0, 100) switch
    {
        < 3 => Recurrence.Every(Whole(dice.Between(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)))),
        < 30 => Recurrence.Every(Whole(dice.Between(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)))),
        < 50 => Recurrence.Every(Whole(dice.Between(TimeSpan.FromMinutes(30), TimeSpan.FromHours(4)))),
        < 60 => Recurrence.Cron("*/15 * * * *"),
        < 70 => Recurrence.Cron("0 * * * *"),
        < 75 => Recurrence.Cron("30 2 * * *", "Europe/Paris"),
        < 78 => Recurrence.Cron("0 9 * * 1-5", "America/New_York"),
        < 82 => Recurrence.EveryDays(dice.Between(1, 3), new TimeOnly(dice.Between(0, 24), dice.Pick([0, 30])), dice.Pick(["UTC", "Europe/Paris", "Asia/Tokyo"])),
        < 88 => Recurrence.Union(
            Recurrence.Cron("0 * * * *"), Recurrence.Every(Whole(dice.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)))), Recurrence.Cron("*/30 9-17 * * *", "Europe/Paris")),
        _ => Recurrence.Once(world.Agenda.TrueTime + Whole(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(6)))),
    });

    /// <summary>A few occurrences one soon after the other, now or every few hours: what is always in a hurry would cost more than it shows.</summary>
    public Recurrence Burst(int seconds)
    {
        var often = TimeSpan.FromSeconds(seconds);
        var minute = dice.Between(0, 60);
        return dice.Between(0, 4) switch
        {
            0 => Recurrence.Every(often).Take(dice.Between(3, 25)),
            1 => Recurrence.Every(often).Between(null, world.Agenda.TrueTime + dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5))).WithJitter(often / 2),
            2 => Recurrence.Union(Recurrence.Every(often), Recurrence.Every(often * 1.5)).Take(dice.Between(5, 30)).Except(Recurrence.Every(often * 3)),
            _ => Recurrence.Cron($"*/{seconds} {minute} */{dice.Between(2, 5)} * * *"),
        };
    }

    private Recurrence Added(Recurrence when)
    {
        when = dice.Chance(0.15) ? when.WithJitter(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))) : when;
        when = dice.Chance(0.1) ? when.Staggered(dice.Between(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10))) : when;
        if (when.Kind == RecurrenceKind.Once)
        {
            return when;
        }

        when = dice.Chance(0.1) ? when.Take(dice.Between(2, 30)) : when;
        when = dice.Chance(0.05) ? when.Except(Recurrence.Cron("0 */3 * * *")) : when;
        return dice.Chance(0.05) ? when.Except("Europe/Paris", DateOnly.FromDateTime(world.Agenda.TrueTime.Date.AddDays(1))) : when;
    }
}
