namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The rows of an operation that changes none.</summary>
/// <param name="session">Sends the statements.</param>
/// <param name="now">The store's clock.</param>
internal sealed class SqliteReads(SqliteSession session, DateTime now) : SqliteRows(session, now);
