using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>What a node learns when it starts.</summary>
internal sealed class Opening(TableNames tables)
{
    private readonly string _open = $"""
        insert into {tables.Jobs} as j (job, fingerprint)
        select i.job, i.fingerprint from {Parameters.Rows("jobs", "fingerprints")} as i(job, fingerprint) order by i.job
        on conflict do nothing;
        select j.job from {Parameters.Rows("jobs", "fingerprints")} as i(job, fingerprint) join {tables.Jobs} j on j.job = i.job where j.fingerprint <> i.fingerprint order by j.job;
        select s.id, s.declared_by from {tables.Schedules} s where s.declared_by is not null order by s.id;
        select clock_timestamp()
        """;

    private readonly string _remember = $"""
        insert into {tables.Jobs} (job, fingerprint) values (@job, @fingerprint)
        on conflict (job) do update set fingerprint = excluded.fingerprint
        returning clock_timestamp()
        """;

    public Task<StoreReply<StoreOpening>> OpenAsync(
        DbContext context, IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) => context.ReadAsync(
        _open,
        [Parameters.Texts("jobs", fingerprints.Keys), Parameters.Texts("fingerprints", fingerprints.Values)],
        async Task<StoreReply<StoreOpening>> (reader, token) =>
        {
            List<string> stale = [];
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                stale.Add(reader.GetString(0));
            }

            Dictionary<string, string> declared = new(StringComparer.Ordinal);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                declared.Add(reader.GetString(0), reader.GetString(1));
            }

            return new(new(stale, declared), await Reading.TimeBehindAsync(reader, token).ConfigureAwait(false));
        },
        cancellationToken);

    public Task<StoreReply<bool>> RememberAsync(DbContext context, string job, string fingerprint, CancellationToken cancellationToken) => context.ReadAsync(
        _remember,
        [Parameters.Text("job", job), Parameters.Text("fingerprint", fingerprint)],
        async Task<StoreReply<bool>> (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new(true, reader.Time(0));
        },
        cancellationToken);
}
