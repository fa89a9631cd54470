namespace Scheduling.Benchmarks.Servers;

/// <summary>Finds the programs of PostgreSQL, as tests/servers.sh does.</summary>
internal static class ServerPrograms
{
    private static readonly string[] s_needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The folder that holds them.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Folder() => Candidates().FirstOrDefault(folder => s_needed.All(name => File.Exists(Path.Combine(folder, name))))
        ?? throw new InvalidOperationException(
            $"PostgreSQL is not installed. Install it, or set {TestKit.Servers.PostgresServer.Variable} to the connection string of a server that may be measured.");

    private static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // initdb looks for the others beside the file that a link leads to.
            if (new FileInfo(Path.Combine(folder, "initdb")) is { Exists: true } link)
            {
                yield return (link.ResolveLinkTarget(returnFinalTarget: true) ?? link).ToString() is { } file ? Path.GetDirectoryName(Path.GetFullPath(file, folder))! : folder;
            }
        }

        foreach (var root in new[] { "/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr" }.Where(Directory.Exists))
        {
            foreach (var version in Directory.EnumerateDirectories(root, root == "/usr/lib/postgresql" ? "*" : root == "/usr" ? "pgsql-*" : "postgresql*").OrderDescending(StringComparer.Ordinal))
            {
                yield return Path.Combine(version, "bin");
            }
        }

        yield return "/usr/local/pgsql/bin";
    }
}
