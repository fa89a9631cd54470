using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>Sends statements on a context.</summary>
internal sealed class SqliteSession(DbContext context, SqliteTexts texts)
{
    public SqliteTexts Texts => texts;

    public TableNames Tables => Texts.Tables;

    public static DbParameter Value(string name, object? value) => new SqliteParameter(name, value ?? DBNull.Value);

    public Task<IReadOnlyList<TRow>> RowsAsync<TRow>(
        string sql, IReadOnlyList<Column<TRow>> columns, Func<TRow> make, CancellationToken cancellationToken, params IReadOnlyList<DbParameter> parameters) =>
        ReadAsync(
            sql,
            reader =>
            {
                var row = make();
                for (var at = 0; at < columns.Count; at++)
                {
                    columns[at].Read(row, reader, at);
                }

                return row;
            },
            cancellationToken,
            parameters);

    public Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params IReadOnlyList<DbParameter> parameters) =>
        context.ReadAsync<IReadOnlyList<T>>(
            sql,
            parameters,
            async (reader, token) =>
            {
                List<T> rows = [];
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellationToken);

    public Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params IReadOnlyList<DbParameter> parameters) =>
        context.ExecuteAsync(sql, parameters, cancellationToken);

    /// <summary>Sends a statement for many rows, unless there are none.</summary>
    public async Task SendAsync<TRow>(
        string sql, IReadOnlyCollection<TRow> rows, IReadOnlyList<Column<TRow>> columns, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await ExecuteAsync(sql, cancellationToken, Value("@rows", JsonRows.Of(rows, columns))).ConfigureAwait(false);
        }
    }
}
