using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>
/// Sends the database's own SQL through a context: so the user's interceptors, logging and time-outs apply, and the change tracker and retrying strategies, which would
/// repeat blindly, do not.
/// </summary>
internal static class Sql
{
    /// <summary>Sends statements in one round trip, and reads their rows.</summary>
    public static async Task<T> ReadAsync<T>(
        this DbContext context, string sql, IReadOnlyList<DbParameter> parameters, Func<DbDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        var (command, values) = Build(context, sql, parameters);
        var reader = await command.ExecuteReaderAsync(values, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var result = await read(reader.DbDataReader, cancellationToken).ConfigureAwait(false);

            // A statement whose rows nobody reads may still fail.
            while (await reader.DbDataReader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            return result;
        }
    }

    /// <summary>Sends a statement, and counts the rows it changed.</summary>
    public static Task<int> ExecuteAsync(
        this DbContext context, string sql, IReadOnlyList<DbParameter> parameters, CancellationToken cancellationToken)
    {
        var (command, values) = Build(context, sql, parameters);
        return command.ExecuteNonQueryAsync(values, cancellationToken);
    }

    private static (IRelationalCommand Command, RelationalCommandParameterObject Values) Build(
        DbContext context, string sql, IReadOnlyList<DbParameter> parameters)
    {
        var builder = context.GetService<IRelationalCommandBuilderFactory>().Create().Append(sql);
        foreach (var parameter in parameters)
        {
            builder.AddRawParameter(parameter.ParameterName, parameter);
        }

        return (builder.Build(), new RelationalCommandParameterObject(
            context.GetService<IRelationalConnection>(),
            parameterValues: null,
            readerColumns: null,
            context,
            context.GetService<IRelationalCommandDiagnosticsLogger>(),
            CommandSource.FromSqlQuery));
    }
}
