using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>What a node learns when it starts, and what it leaves for the next one.</summary>
internal sealed class Opening(TableNames tables)
{
    private readonly string _open = $"""
        insert into {tables.Jobs} as j (job, fingerprint)
        select i.job, i.fingerprint from {Parameters.Rows("jobs", "fingerprints")} as i(job, fingerprint) order by i.job
        on conflict do nothing;
        select j.job from {Parameters.Rows("jobs", "fingerprints")} as i(job, fingerprint) join {tables.Jobs} j on j.job = i.job where j.fingerprint <> i.fingerprint order by j.job;
        {Reading.Schedules(tables, Strays(tables), $"where x.key = any(@marks) limit {StoreOpening.MostStrays}")};
        select s.id, s.declared_by from {tables.Schedules} s where s.declared_by is not null order by s.id;
        select clock_timestamp()
        """;

    private readonly string _remember = $"""
        with done as (
            insert into {tables.Jobs} as j (job, fingerprint) values (@job, @fingerprint)
            on conflict (job) do update set fingerprint = excluded.fingerprint
            where {JobRules.Fingerprint("j.fingerprint")} = @only or @only is null
            returning j.job)
        select c.now, d.job is not null from (select clock_timestamp() as now) c left join done d on true
        """;

    // One by one: "offset 0" keeps PostgreSQL from comparing each key with all schedules of the jobs.
    private static string Strays(TableNames tables) => $"""
        {tables.CancelKeys} x cross join lateral (select * from {tables.Schedules} s where s.id = x.schedule_id and s.job = any(@jobs) offset 0) s
        """;

    public Task<StoreReply<StoreOpening>> OpenAsync(
        DbContext context, IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) => context.ReadAsync(
        _open,
        [
            Parameters.Texts("jobs", fingerprints.Keys), Parameters.Texts("fingerprints", fingerprints.Values),
            Parameters.Texts("marks", fingerprints.Keys.Select(OtherRules.KeyOf)),
        ],
        async Task<StoreReply<StoreOpening>> (reader, token) =>
        {
            List<string> stale = [];
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                stale.Add(reader.GetString(0));
            }

            await reader.NextResultAsync(token).ConfigureAwait(false);
            var strays = await Reading.SchedulesAsync(reader, token).ConfigureAwait(false);
            Dictionary<string, string> declared = new(StringComparer.Ordinal);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                declared.Add(reader.GetString(0), reader.GetString(1));
            }

            return new(new(stale, declared) { Strays = strays }, await Reading.TimeBehindAsync(reader, token).ConfigureAwait(false));
        },
        cancellationToken);

    public Task<StoreReply<bool>> RememberAsync(DbContext context, string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) => context.ReadAsync(
        _remember,
        [Parameters.Text("job", job), Parameters.Text("fingerprint", JobRules.Text(fingerprint, isRebuilt)), Parameters.Text("only", isRebuilt ? fingerprint : null)],
        async Task<StoreReply<bool>> (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new(reader.GetBoolean(1), reader.Time(0));
        },
        cancellationToken);
}
