namespace Scheduling.Conventions.Tests.Repository;

/// <summary>The repository in which these tests were built.</summary>
internal static class Tree
{
    private static readonly string[] s_notOurs = ["bin", "obj", ".git", ".vs", ".idea", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceProject> Projects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(SourceProject.Read)];

    /// <summary>Every file that is ours, as a path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>What people write: migrations are made by a tool.</summary>
    public static IReadOnlyList<SourceText> Sources { get; } = [.. Code("src/")];

    public static IReadOnlyList<SourceText> TestSources { get; } = [.. Code("tests/")];

    public static IReadOnlyList<SourceText> SampleSources { get; } = [.. Code("samples/")];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path));

    private static IEnumerable<SourceText> Code(string folder) => Files
        .Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
        .Select(file => new SourceText(file, Read(file)));

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder).Where(inner => !s_notOurs.Contains(Path.GetFileName(inner))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Scheduling.Abstractions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Scheduling.Abstractions.sln. Run the tests from the repository.");
    }
}
