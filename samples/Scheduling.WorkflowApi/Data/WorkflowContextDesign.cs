using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Scheduling.WorkflowApi.Data;

/// <summary>Lets <c>dotnet ef</c> make migrations for SQLite.</summary>
internal sealed class WorkflowContextDesign : IDesignTimeDbContextFactory<WorkflowContext>
{
    public WorkflowContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<WorkflowContext>().UseSqlite("Data Source=design.db").Options);
}
