using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class OccurrencesPropertyTests
{
    private static readonly string[] Zones =
        ["UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia"];

    private static readonly string[] Days = ["*", "*", "L", "15W", "LW", "L-3", "1-7", "*/10"];
    private static readonly string[] WeekDays = ["*", "*", "1-5", "FRI#2", "5L", "0,7"];

    private static readonly Gen<Recurrence> Crons = Gen.Select(
        Field(59), Field(59), Field(23), Pick.From(Days), Pick.From(WeekDays), Pick.From(Zones), Gen.Bool,
        (second, minute, hour, day, weekDay, zone, seconds) =>
            Recurrence.Cron($"{(seconds ? second + " " : "")}{minute} {hour} {day} * {weekDay}", zone));

    private static readonly Gen<DateTimeOffset> Moments = Gen.Long[Utc("2012-01-01").UtcTicks, Utc("2045-01-01").UtcTicks]
        .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private static readonly Gen<Recurrence> Intervals = Gen.Select(
        Gen.Long[TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay * 40], Moments, (period, anchor) => Recurrence.Every(new TimeSpan(period), anchor));

    [Test]
    public void Occurrences_increase_strictly_and_nothing_lies_between() =>
        Gen.Select(Gen.OneOf(Crons, Intervals), Moments, Moments).Sample(
            (recurrence, after, other) =>
            {
                if (Occurrences.Next(recurrence, after) is not { } next)
                {
                    return;
                }

                next.Should().BeAfter(after);
                (next.UtcTicks % TimeSpan.TicksPerMicrosecond).Should().Be(0);
                next.Offset.Should().Be(TimeSpan.Zero);
                Occurrences.Next(recurrence, next.AddTicks(-1)).Should().Be(next);
                var within = after.AddTicks(Math.Abs(other.UtcTicks) % (next - after).Ticks);
                Occurrences.Next(recurrence, within).Should().Be(next);
                (Occurrences.Next(recurrence, next) > next).Should().BeTrue();
            },
            iter: 5_000);

    private static Gen<string> Field(int max) => Gen.OneOf(
        Gen.Const("*"),
        Gen.Int[0, max].Select(value => $"{value}"),
        Gen.Int[1, max].Select(step => $"*/{step}"),
        Gen.Select(Gen.Int[0, max], Gen.Int[0, max], (from, to) => $"{from}-{to}"),
        Gen.Select(Gen.Int[0, max], Gen.Int[0, max], (one, two) => $"{one},{two}"));
}
