using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Files;

/// <summary>Loads the schedules of a file: all of them or, with everything that is wrong told in one message, none.</summary>
internal static class ScheduleFile
{
    /// <exception cref="ScheduleFileException">The file can't be read, or something in it is wrong.</exception>
    public static async Task<IReadOnlyList<ScheduleDefinition>> LoadAsync(
        string path, DateTimeOffset now, IEntryCheck check, CancellationToken cancellationToken)
    {
        var (entries, found) = ScheduleFileReader.Read(path, await ReadTextAsync(path, cancellationToken), now);
        List<EntryProblem> problems = [.. found];
        foreach (var entry in entries)
        {
            var refused = await check.ProblemsOfAsync(entry, cancellationToken);
            problems.AddRange(refused.Select(text => new EntryProblem(entry.Number, entry.Id, text)));
        }

        if (problems.Count > 0)
        {
            var lines = problems.OrderBy(problem => problem.Number).Select(problem => $"{Environment.NewLine}  {problem}");
            throw new ScheduleFileException(
                $"{path} has {problems.Count} {(problems.Count == 1 ? "error" : "errors")}; nothing of it was scheduled.{string.Concat(lines)}");
        }

        return entries.Count > 0
            ? [.. entries.Select(entry => entry.ToDefinition())]
            : throw new ScheduleFileException($"{path} has no entries. Put at least one schedule into the array.");
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ScheduleFileException($"There is no file {Path.GetFullPath(path)}. Give the path of your schedules with --file.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScheduleFileException($"{path} can't be read: {exception.Message}", exception);
        }
    }
}
