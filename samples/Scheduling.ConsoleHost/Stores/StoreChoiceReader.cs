using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Scheduling.ConsoleHost.Stores;

/// <summary>Reads what stands behind <c>--store</c>.</summary>
internal static class StoreChoiceReader
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    /// <summary>The choice, or what is wrong with it.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out StoreChoice? choice, [NotNullWhen(false)] out string? problem)
    {
        (choice, problem) = text switch
        {
            "memory" => (new StoreChoice.Memory(), null),
            not null when text.StartsWith(Sqlite, StringComparison.Ordinal) => OfFile(text[Sqlite.Length..]),
            not null when text.StartsWith(Postgres, StringComparison.Ordinal) => OfServer(text[Postgres.Length..]),
            _ => ((StoreChoice?)null, "--store needs one of memory, sqlite:PATH, postgres:CONNECTION behind it."),
        };
        return problem is null;
    }

    private static (StoreChoice? Choice, string? Problem) OfFile(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return Refused("--store sqlite: needs the path of a file behind the colon, for example sqlite:schedules.db.");
        }

        if (path == ":memory:")
        {
            return Refused("--store sqlite: needs a file. For schedules that end with the process, write --store memory.");
        }

        var file = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(file))
        {
            return Refused($"--store names the folder {file}. Give the path of a file.");
        }

        return Directory.Exists(Path.GetDirectoryName(file))
            ? (new StoreChoice.Sqlite(file), null)
            : Refused($"--store names a file in {Path.GetDirectoryName(file)}, and there is no such folder. Make it, or give another path.");
    }

    private static (StoreChoice? Choice, string? Problem) OfServer(string connection)
    {
        const string Example = "for example postgres:\"Host=localhost;Database=app;Username=me;Password=secret\"";
        try
        {
            NpgsqlConnectionStringBuilder read = new(connection);
            return string.IsNullOrWhiteSpace(read.Host)
                ? Refused($"--store postgres: needs a connection string with a Host behind the colon, {Example}.")
                : (new StoreChoice.Postgres(connection, $"the PostgreSQL database '{read.Database ?? read.Username}' on {read.Host}"), null);
        }
        catch (ArgumentException unreadable)
        {
            return Refused($"--store postgres: has a connection string that can't be read ({unreadable.Message}). Write it as Npgsql reads it, {Example}.");
        }
    }

    private static (StoreChoice? Choice, string? Problem) Refused(string problem) => (null, problem);
}
