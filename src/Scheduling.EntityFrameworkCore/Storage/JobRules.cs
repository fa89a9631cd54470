namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>How a job's rules are stored: as their fingerprint, with a word behind it from the beginning of a rebuild of its schedules' keys to its end.</summary>
internal static class JobRules
{
    /// <summary>What follows the fingerprint while the keys are not all rebuilt. No fingerprint has a space in it.</summary>
    public const string Unfinished = " rebuilding";

    public static string Text(string fingerprint, bool isRebuilt) => isRebuilt ? fingerprint : fingerprint + Unfinished;

    /// <summary>Whether these are the rules, rebuilt or not.</summary>
    public static bool Are(string? text, string fingerprint) => text is not null && (text == fingerprint || text == fingerprint + Unfinished);

    /// <summary>The fingerprint, in SQL.</summary>
    public static string Fingerprint(string text) => $"split_part({text}, ' ', 1)";
}
