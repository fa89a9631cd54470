namespace Scheduling.Conventions.Tests.Files;

/// <summary>Files are small enough to be read at once.</summary>
internal static class SizeRule
{
    public const int Longest = 300;
    public const int MedianBelow = 80;

    public static IEnumerable<string> TooLong(IEnumerable<SourceText> files) =>
        from file in files
        where file.Lines > Longest
        select $"{file.Path}: has {file.Lines} lines, {Longest} are allowed. Split it by what it does.";

    public static IEnumerable<string> MedianTooLong(IEnumerable<SourceText> files)
    {
        var lines = files.Select(file => file.Lines).Order().ToList();
        var median = lines.Count == 0 ? 0 : lines[lines.Count / 2];
        if (median >= MedianBelow)
        {
            yield return $"src: the median of its {lines.Count} files is {median} lines, and is to stay under {MedianBelow}.";
        }
    }
}
