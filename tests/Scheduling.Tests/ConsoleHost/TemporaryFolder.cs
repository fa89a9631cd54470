using Microsoft.Data.Sqlite;

namespace Scheduling.Tests.ConsoleHost;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("console-host-").FullName;

    public string this[string file] => Path.Combine(_path, file);

    public string Write(string file, string text)
    {
        File.WriteAllText(this[file], text);
        return this[file];
    }

    public void Dispose()
    {
        // Pooled connections would keep files open where open files can't be deleted.
        SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
