using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Says of claims that were not granted how their schedules stand. A statement of its own: it sees what others have committed since the claim began, and it is rare.
/// </summary>
internal sealed class Presenting(TableNames tables)
{
    private readonly string _present = $"""
        select clock_timestamp(), i.place, s.state, {RowColumns.Head("s")}, {RowColumns.RunHead("o")}, {RowColumns.Run("k")}, {ClaimSql.IsPlain}
        from {Parameters.Rows("ids", "runs")} with ordinality as i(id, run, place)
        left join {tables.Schedules} s on s.id = i.id
        left join lateral (
            select r.* from {tables.Runs} r
            where r.schedule_id = s.id and r.incarnation = s.incarnation and r.ended_at is null
            order by r.lease_until, r.id limit 1) o on true
        left join {tables.Runs} k on k.id = i.run
        """;

    /// <returns>The claims that were left alone because their schedules' open runs are to be weighed and were not, and the store's now.</returns>
    public Task<(IReadOnlyList<int> Unweighed, DateTimeOffset StoreNow)> ExplainAsync(
        DbContext context, IReadOnlyList<Claim> claims, int[] places, ClaimResult?[] results, RunHolder holder, bool areWeighed, CancellationToken cancellationToken) => context.ReadAsync(
        _present,
        [
            Parameters.Texts("ids", places.Select(place => claims[place].ScheduleId)),
            Parameters.Guids("runs", places.Select(place => claims[place].RunId)),
        ],
        async Task<(IReadOnlyList<int>, DateTimeOffset)> (reader, token) =>
        {
            List<int> unweighed = [];
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                var place = places[(int)reader.GetInt64(1) - 1];
                const int HeadAt = 3, OpenAt = HeadAt + RowColumns.HeadCount, KnownAt = OpenAt + RowColumns.RunHeadCount, IsPlainAt = KnownAt + RowColumns.RunCount;
                var isArmed = !reader.IsDBNull(2) && (ScheduleState)reader.GetInt32(2) == ScheduleState.Active && !reader.IsDBNull(HeadAt + 5);
                var present = isArmed ? RowReader.Head(reader, HeadAt) : null;
                var known = reader.IsDBNull(KnownAt) ? null : RowReader.Run(reader, KnownAt);
                var open = reader.IsDBNull(OpenAt) ? null : RowReader.RunHead(reader, OpenAt);
                results[place] = results[place] is { } skipped
                    ? skipped with { OpenRun = open }
                    : Explain(claims[place], holder, present, known, open, now);
                if (!areWeighed && results[place]!.Verdict == ClaimVerdict.Busy && !reader.GetBoolean(IsPlainAt))
                {
                    unweighed.Add(place);
                }
            }

            return (unweighed, now);
        },
        cancellationToken);

    private static ClaimResult Explain(
        Claim claim, RunHolder holder, ScheduleHead? present, StoredRun? known, RunHead? open, DateTimeOffset now)
    {
        if (known is { State: RunState.Claimed, Attempt: 1 } or { State: RunState.Buffered } && known.Node == holder.Node && known.ScheduleId == claim.ScheduleId)
        {
            return known.State == RunState.Buffered
                ? new(ClaimVerdict.Buffered, present, null, null) { Buffered = known.ToHead() }
                : new(ClaimVerdict.Claimed, present, known, null);
        }

        // Still as the claim wants it: then it was a lock that kept it out.
        var isBusy = known is null && present is not null && present.Version == claim.Version
            && Times.Column(present.NextDue) == Times.Column(claim.Due) && claim.Due <= now && !(now > claim.NotAfter)
            && (claim.RunsNothing || (claim.OccurrenceDue ?? claim.Occurrence) <= now);
        return new(isBusy ? ClaimVerdict.Busy : ClaimVerdict.Refused, present, null, open);
    }
}
