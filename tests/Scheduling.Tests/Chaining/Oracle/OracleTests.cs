using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;

namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>The occurrences of random recurrences in all zones, against an oracle that walks through local time minute by minute.</summary>
/// <remarks>The long verb draws 100,000; SCHEDULING_ORACLE_CASES and SCHEDULING_ORACLE_SEED say otherwise.</remarks>
public sealed class OracleTests
{
    private const int Day = 24 * 60;

    [Test]
    public void Next_agrees_with_an_oracle_in_all_zones() => Compare(2_000, 2026);

    [Test, Explicit("The long verb: 100,000 recurrences.")]
    public void Next_agrees_with_an_oracle_a_hundred_thousand_times() => Compare(
        Number("SCHEDULING_ORACLE_CASES", 100_000), Number("SCHEDULING_ORACLE_SEED", 1));

    [Test]
    public void The_oracle_knows_when_clocks_change()
    {
        OracleZone.All.Should().HaveCountGreaterThan(200);
        var paris = OracleZone.All.Single(zone => zone.Id == "Europe/Paris");
        paris.Changes.Should().Contain(Times.Utc("2026-03-29T01:00").UtcTicks / TimeSpan.TicksPerMinute);
        paris.Changes.Should().HaveCount(82);
    }

    private static void Compare(int cases, int seed)
    {
        var clock = Stopwatch.StartNew();
        var zones = OracleZone.All.ToDictionary(zone => zone.Id, StringComparer.Ordinal);
        var (all, occurrences) = (OracleZone.All, 0L);
        for (var number = 0; number < cases; number++)
        {
            // Each case can be drawn alone: its own generator, and the zones in turn.
            var random = new Random(unchecked((seed * 1_000_003) + number));
            var zone = all[number % all.Count];
            var around = zone.Changes[random.Next(zone.Changes.Count)];
            var recurrence = new RandomRecurrences(random, zone, around).Next();
            var from = around - random.Next(Day);
            occurrences += CompareWindow($"seed {seed}, case {number}", recurrence, zones, from, around + (Day / 2));
            occurrences += CompareFirst($"seed {seed}, case {number}", recurrence, zones, around + random.Next(-200 * Day, 200 * Day));
        }

        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{cases:N0} recurrences in {all.Count} zones, {occurrences:N0} occurrences, seed {seed}: no difference ({clock.Elapsed.TotalSeconds:F1} s)."));
    }

    // Every occurrence around a change of clocks.
    private static int CompareWindow(string which, Recurrence recurrence, Dictionary<string, OracleZone> zones, long from, long to)
    {
        var count = 0;
        var at = new DateTimeOffset((from * TimeSpan.TicksPerMinute) - 1, TimeSpan.Zero);
        foreach (var expected in OracleTimes.Between(recurrence, id => zones[id], from, to))
        {
            at = MustBe(which, recurrence, at, new DateTimeOffset(expected, TimeSpan.Zero));
            count++;
        }

        var end = new DateTimeOffset(to * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        if (Occurrences.Next(recurrence, at) is { } more && more < end)
        {
            Assert.Fail($"{which}: {recurrence}: after {at:O} comes {more:O}, and by the oracle nothing before {end:O}.");
        }

        return count;
    }

    // The first ones after any time, however far away.
    private static int CompareFirst(string which, Recurrence recurrence, Dictionary<string, OracleZone> zones, long from)
    {
        var at = new DateTimeOffset((from * TimeSpan.TicksPerMinute) - 1, TimeSpan.Zero);
        foreach (var days in new[] { 2, 30, 400 })
        {
            var found = OracleTimes.Between(recurrence, id => zones[id], from, from + (days * Day)).Take(3).ToArray();
            if (found.Length == 0)
            {
                continue;
            }

            foreach (var expected in found)
            {
                at = MustBe(which, recurrence, at, new DateTimeOffset(expected, TimeSpan.Zero));
            }

            return found.Length;
        }

        (Occurrences.Next(recurrence, at) < at.AddDays(400)).Should().BeFalse($"{which}: {recurrence} has none for 400 days after {at:O}");
        return 0;
    }

    private static DateTimeOffset MustBe(string which, Recurrence recurrence, DateTimeOffset after, DateTimeOffset expected)
    {
        var next = Occurrences.Next(recurrence, after);
        if (next != expected)
        {
            Assert.Fail($"{which}: {recurrence}: after {after:O} comes {next:O}, and by the oracle {expected:O}.");
        }

        return expected;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
