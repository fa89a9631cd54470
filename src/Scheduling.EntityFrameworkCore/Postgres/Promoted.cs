using System.Data.Common;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>A run that may go on.</summary>
/// <param name="Ended">The run whose end has let it.</param>
/// <param name="Run">The run.</param>
internal readonly record struct Promoted(Guid Ended, RunHead Run)
{
    /// <summary>Reads the answers of <see cref="Promoting"/> behind that of the statement which ended runs.</summary>
    public static async Task<IReadOnlyList<Promoted>> ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        // What was locked is of no interest.
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        List<Promoted> promoted = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            promoted.Add(new(reader.GetGuid(0), RowReader.RunHead(reader, 1)));
        }

        return promoted;
    }
}
