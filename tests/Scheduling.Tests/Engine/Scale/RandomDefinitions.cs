using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>Draws definitions whose due times fall together as often as not.</summary>
internal sealed class RandomDefinitions(Random random)
{
    private static readonly TimeSpan s_quantum = TimeSpan.FromSeconds(10);

    public ScheduleDefinition Draw(string id, DateTimeOffset now, bool exists)
    {
        var catchesUpWithAll = random.Next(4) == 0;
        return new ScheduleDefinition(id, "note", DrawRecurrence(now, exists))
        {
            Name = random.Next(3) == 0 ? "renamed" : null,
            CatchUp = catchesUpWithAll ? CatchUpPolicy.All : CatchUpPolicy.Latest,
            Overlap = catchesUpWithAll ? OverlapPolicy.AllowAll : OverlapPolicy.Skip,
        };
    }

    private Recurrence DrawRecurrence(DateTimeOffset now, bool exists) => random.Next(10) switch
    {
        < 4 => Recurrence.Once(DrawTime(now, exists)),
        < 6 => Recurrence.Every(s_quantum * random.Next(1, 5), EngineHost.Start),
        6 => Recurrence.Every(s_quantum * random.Next(1, 4)),
        7 => Recurrence.Every(s_quantum * random.Next(1, 5), EngineHost.Start).Between(null, Grid(now) + (s_quantum * random.Next(5, 12))),
        8 => Recurrence.Every(s_quantum, EngineHost.Start).Between(Grid(now) + (s_quantum * random.Next(1, 5)), null),
        _ => Recurrence.Cron(random.Next(2) == 0 ? "* * * * *" : "*/2 * * * *", "Europe/Paris"),
    };

    // A change never runs what is past, and says so; only what is created may be overdue.
    private DateTimeOffset DrawTime(DateTimeOffset now, bool exists) => (exists ? 1 : random.Next(-1, 3)) switch
    {
        -1 => now - (s_quantum * random.Next(3)),
        0 => now + TimeSpan.FromMicroseconds(random.Next(1, 4)),
        _ => Grid(now) + (s_quantum * random.Next(1, 5)) + TimeSpan.FromMicroseconds(random.Next(4) == 0 ? random.Next(3) : 0),
    };

    private static DateTimeOffset Grid(DateTimeOffset time) => time - TimeSpan.FromTicks(time.Ticks % s_quantum.Ticks);
}
