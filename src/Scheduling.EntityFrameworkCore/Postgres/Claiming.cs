using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Takes occurrences, and advances their schedules.</summary>
/// <param name="tables">The tables.</param>
/// <param name="weighed">Schedules of which open runs are to be weighed.</param>
internal sealed class Claiming(TableNames tables, WeighedSchedules weighed)
{
    private const int HeadAt = 2;
    private const int RunAt = HeadAt + RowColumns.HeadCount;
    private const int StoppedAt = RunAt + RowColumns.RunCount;

    private readonly string _plain = ClaimSql.Plain(tables);
    private readonly string _weighing = ClaimSql.Weighed(tables);
    private readonly Presenting _presenting = new(tables);

    public async Task<StoreReply<IReadOnlyList<ClaimResult>>> RunAsync(
        DbContext context, IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        var results = new ClaimResult?[claims.Count];
        var weighs = claims.Any(claim => claim.RunsNothing || claim.MissedRun is not null || claim.NotAfter is not null || weighed.Knows(claim.ScheduleId));
        var (unweighed, storeNow) = await RunAsync(context, claims, [.. Enumerable.Range(0, claims.Count)], holder, results, weighs, cancellationToken).ConfigureAwait(false);
        if (unweighed.Count > 0)
        {
            foreach (var place in unweighed)
            {
                weighed.Add(claims[place].ScheduleId);
                results[place] = null;
            }

            (_, storeNow) = await RunAsync(context, claims, unweighed, holder, results, weighs: true, cancellationToken).ConfigureAwait(false);
        }

        return new(results!, storeNow);
    }

    private async Task<(IReadOnlyList<int> Unweighed, DateTimeOffset StoreNow)> RunAsync(
        DbContext context, IReadOnlyList<Claim> claims, IReadOnlyList<int> places, RunHolder holder, ClaimResult?[] results, bool weighs, CancellationToken cancellationToken)
    {
        var storeNow = await Waves.SendAsync(
            context, places, place => claims[place].ScheduleId,
            (wave, _, token) => ClaimAsync(context, weighs ? _weighing : _plain, [.. wave.Select(place => claims[place])], wave, holder, results, token), cancellationToken)
            .ConfigureAwait(false);
        int[] open = [.. places.Where(place => results[place] is not { Verdict: ClaimVerdict.Claimed or ClaimVerdict.Buffered })];
        return open.Length == 0 ? ([], storeNow) : await _presenting.ExplainAsync(context, claims, open, results, holder, weighs, cancellationToken).ConfigureAwait(false);
    }

    private static Task<DateTimeOffset> ClaimAsync(
        DbContext context, string sql, Claim[] claims, int[] places, RunHolder holder, ClaimResult?[] results, CancellationToken cancellationToken) => context.ReadAsync(
        sql,
        [
            Parameters.Texts("ids", claims.Select(claim => claim.ScheduleId)),
            Parameters.Numbers("versions", claims.Select(claim => claim.Version)),
            Parameters.Times("dues", claims.Select(claim => claim.Due)),
            Parameters.Flags("passes", claims.Select(claim => claim.RunsNothing)),
            Parameters.Times("occurrences", claims.Select(claim => claim.Occurrence)),
            Parameters.Times("occurrence_dues", claims.Select(claim => claim.OccurrenceDue)),
            Parameters.Times("deadlines", claims.Select(claim => claim.NotAfter)),
            Parameters.Times("nexts", claims.Select(claim => claim.Next)),
            Parameters.Times("next_dues", claims.Select(claim => claim.NextDue)),
            Parameters.Numbers("remaining", claims.Select(claim => claim.Remaining)),
            Parameters.Numbers("missed", claims.Select(claim => claim.Missed)),
            Parameters.Guids("missed_runs", claims.Select(claim => claim.MissedRun?.Id)),
            Parameters.Times("missed_firsts", claims.Select(claim => claim.MissedRun?.First)),
            Parameters.Times("missed_lasts", claims.Select(claim => claim.MissedRun?.Last)),
            Parameters.Guids("runs", claims.Select(claim => claim.RunId)),
            Parameters.Text("node", holder.Node),
            Parameters.Span("lease", holder.Lease),
            Parameters.Latest(),
        ],
        async (reader, token) =>
        {
            var indexOf = Enumerable.Range(0, claims.Length).ToDictionary(i => claims[i].ScheduleId, StringComparer.Ordinal);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(HeadAt))
                {
                    // One row for each run that is to make way.
                    var index = indexOf[reader.GetString(HeadAt)];
                    var result = results[places[index]] ?? Result(reader, claims[index], now);
                    results[places[index]] = reader.FieldCount == StoppedAt || reader.IsDBNull(StoppedAt) ? result : MadeWay(result, RowReader.RunHead(reader, StoppedAt), now);
                }
            }

            return now;
        },
        cancellationToken);

    private static ClaimResult MadeWay(ClaimResult result, RunHead run, DateTimeOffset now) => run.State == RunState.Claimed
        ? result with { Stopped = [.. result.Stopped, run] }
        : result with { Callbacks = [.. result.Callbacks, CallbackRuns.HeadOf(run, now)] };

    private static ClaimResult Result(DbDataReader reader, Claim claim, DateTimeOffset now)
    {
        var result = Result(reader, claim);
        if (claim.MissedRun is not { } missed || !reader.GetBoolean(StoppedAt + RowColumns.RunHeadCount))
        {
            return result;
        }

        var (id, job) = (reader.GetString(HeadAt), reader.GetString(HeadAt + 2));
        return result with { Callbacks = [new(CallbackRuns.IdOf(missed.Id), id, job, 0, RunState.Waiting, now, reader.GetString(HeadAt + 6), Started: false, CancelRequest.None)] };
    }

    private static ClaimResult Result(DbDataReader reader, Claim claim)
    {
        var present = (ScheduleState)reader.GetInt32(1) == ScheduleState.Active ? RowReader.Head(reader, HeadAt) : null;
        if (reader.IsDBNull(RunAt))
        {
            return new(claim.RunsNothing ? ClaimVerdict.PassedOver : ClaimVerdict.SkippedOverlap, present, null, null);
        }

        var run = RowReader.Run(reader, RunAt);
        return run.State == RunState.Buffered
            ? new(ClaimVerdict.Buffered, present, null, null) { Buffered = run.ToHead() }
            : new(ClaimVerdict.Claimed, present, run, null);
    }
}
