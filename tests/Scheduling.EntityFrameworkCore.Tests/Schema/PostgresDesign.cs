using Microsoft.EntityFrameworkCore.Design;
using Scheduling.EntityFrameworkCore.Schema;

namespace Scheduling.EntityFrameworkCore.Tests.Schema;

/// <summary>Lets <c>dotnet ef</c> make migrations for PostgreSQL. No server is asked.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresSchedulingContext>
{
    public PostgresSchedulingContext CreateDbContext(string[] args) => new(PostgresSchedulingContext.Options("Host=localhost"));
}
