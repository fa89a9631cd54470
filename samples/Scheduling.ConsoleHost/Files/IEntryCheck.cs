namespace Scheduling.ConsoleHost.Files;

/// <summary>Asks the library what it would refuse of an entry.</summary>
internal interface IEntryCheck
{
    /// <summary>All that the library finds wrong with the parts that could be read.</summary>
    Task<IReadOnlyList<string>> ProblemsOfAsync(FileEntry entry, CancellationToken cancellationToken);
}
