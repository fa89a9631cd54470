using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Scheduling.Errors;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>
/// Keeps a second process out of an SQLite file: its nodes would not hear of each other's changes. Held as a lock of the operating system on a file beside it, which ends with the process however
/// that ends. Hosts of one process share it.
/// </summary>
internal sealed class SqliteProcessLock : IDisposable
{
    private const int EAgainOnLinux = 11;
    private const int EAgainOnMac = 35;
    private const int SharingViolation = 32;

    private static readonly Lock s_lock = new();
    private static readonly Dictionary<string, (FileStream File, int Holders)> s_held = new(StringComparer.Ordinal);

    private string? _path;

    /// <exception cref="SchedulingConfigurationException">Another process has it.</exception>
    public void Take(DbContext context)
    {
        if (_path is not null || FileOf(context) is not { } database)
        {
            return;
        }

        var path = database + "-scheduling.lock";
        lock (s_lock)
        {
            var (file, holders) = s_held.GetValueOrDefault(path);
            s_held[path] = (file ?? Open(path, database), holders + 1);
            _path = path;
        }
    }

    public void Dispose()
    {
        lock (s_lock)
        {
            if (_path is null)
            {
                return;
            }

            var (file, holders) = s_held[_path];
            if (holders > 1)
            {
                s_held[_path] = (file, holders - 1);
            }
            else
            {
                s_held.Remove(_path);
                file.Dispose();
            }

            _path = null;
        }
    }

    // A database in memory is nobody else's.
    private static string? FileOf(DbContext context)
    {
        SqliteConnectionStringBuilder connection = new(context.Database.GetConnectionString());
        if (connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.GetFullPath(connection.DataSource);
        FileInfo file = new(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static FileStream Open(string path, string database)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when ((taken.HResult & 0xFFFF) is EAgainOnLinux or EAgainOnMac or SharingViolation)
        {
            throw new SchedulingConfigurationException(
                $"Another process keeps its schedules in '{database}'. SQLite serves one process: stop the other one, give this one a file of its own, or use UsePostgres(...) for several.",
                taken);
        }
    }
}
