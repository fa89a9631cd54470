using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost.Effects;
using Scheduling.ClusterHost.Talking;
using Scheduling.Schedules;

namespace Scheduling.Cluster.Tests.Killing;

/// <summary>Schedules that are due all the time, and the list of their occurrences, which is computed without the library.</summary>
internal sealed class SteadyLoad
{
    public const string Prefix = "steady-";

    // Without overlap an occurrence that comes up while another is open is skipped, and so those of a run whose node has died: they have outcomes, if no runs.
    private const string Skipping = Prefix + "skip-";

    private readonly Dictionary<string, (DateTimeOffset Anchor, TimeSpan Period)> _grids = [];

    public SteadyLoad(DateTimeOffset start)
    {
        Schedules =
        [
            .. Many(8, "short-", start, TimeSpan.FromSeconds(1), new(20), OverlapPolicy.AllowAll),
            .. Many(6, "long-", start, TimeSpan.FromSeconds(2), new(700), OverlapPolicy.AllowAll),
            .. Many(4, "skip-", start, TimeSpan.FromSeconds(1), new(50), OverlapPolicy.Skip),
        ];
    }

    public PlannedSchedule[] Schedules { get; }

    /// <summary>Every occurrence up to a time that has to run.</summary>
    public IEnumerable<(string Id, DateTimeOffset Occurrence)> ToRun(DateTimeOffset until) =>
        _grids.Keys.Where(id => !id.StartsWith(Skipping, StringComparison.Ordinal)).SelectMany(id => Occurrences(id, until).Select(occurrence => (id, occurrence)));

    /// <summary>Schedules that do not have one run or outcome for each occurrence before their next.</summary>
    public IEnumerable<string> Miscounted(IEnumerable<ScheduleCount> counts) =>
        from schedule in counts
        where _grids.ContainsKey(schedule.Id)
        let expected = Occurrences(schedule.Id, schedule.NextDue).Count() - 1
        where schedule.Count != expected
        select $"{schedule.Id} has {schedule.Count} outcomes and open runs of {expected} occurrences";

    public bool Has(string id, DateTimeOffset occurrence) =>
        _grids.TryGetValue(id, out var grid) && occurrence >= grid.Anchor && (occurrence - grid.Anchor).Ticks % grid.Period.Ticks == 0;

    private IEnumerable<DateTimeOffset> Occurrences(string id, DateTimeOffset until)
    {
        var (anchor, period) = _grids[id];
        for (var at = anchor; at <= until; at += period)
        {
            yield return at;
        }
    }

    private IEnumerable<PlannedSchedule> Many(int count, string name, DateTimeOffset start, TimeSpan period, EffectPayload payload, OverlapPolicy overlap)
    {
        for (var i = 0; i < count; i++)
        {
            var (id, anchor) = ($"{Prefix}{name}{i}", start + TimeSpan.FromMilliseconds(Math.Round(i * period.TotalMilliseconds / count)));
            _grids.Add(id, (anchor, period));
            yield return new PlannedSchedule(id, Recurrence.Every(period, anchor).Between(anchor, null)) { Payload = payload, Overlap = overlap };
        }
    }
}
