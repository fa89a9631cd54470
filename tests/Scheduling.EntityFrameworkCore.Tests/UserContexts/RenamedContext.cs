using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Scheduling.EntityFrameworkCore.Tests.UserContexts;

/// <summary>A context that renames every column of every type, also those it does not know.</summary>
public sealed class RenamedContext(DbContextOptions<RenamedContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddScheduling();
        foreach (IMutableProperty property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(property.Name.ToUpperInvariant());
        }
    }
}
