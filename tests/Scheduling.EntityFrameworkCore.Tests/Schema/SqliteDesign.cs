using Microsoft.EntityFrameworkCore.Design;
using Scheduling.EntityFrameworkCore.Schema;

namespace Scheduling.EntityFrameworkCore.Tests.Schema;

/// <summary>Lets <c>dotnet ef</c> make migrations for SQLite.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteSchedulingContext>
{
    public SqliteSchedulingContext CreateDbContext(string[] args) => new(SqliteSchedulingContext.Options("Data Source=design.db"));
}
