using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Schema;

namespace Scheduling.EntityFrameworkCore.Tests.Schema;

/// <summary>The script that the package holds for those whose administrator makes tables.</summary>
public sealed class ScriptFile
{
    /// <summary>The environment variable with which the file is written anew.</summary>
    public const string Variable = "SCHEDULING_WRITE_SQL";

    public static string Path { get; } = System.IO.Path.Combine(Root(), "src/Scheduling.EntityFrameworkCore/sql/postgresql.sql");

    public static string Make()
    {
        using PostgresSchedulingContext context = new(PostgresSchedulingContext.Options("Host=localhost"));
        return "-- Makes the tables of Scheduling in PostgreSQL, or brings them up to date. May be run again.\n"
            + context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
    }

    [Test]
    public void It_is_written_where_that_is_asked_for()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(Path, Make().ReplaceLineEndings("\n"));
        }

        Assert.That(File.Exists(Path));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Scheduling.Abstractions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not in the repository.");
        }

        return folder.FullName;
    }
}
