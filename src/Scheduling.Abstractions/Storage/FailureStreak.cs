using System.Globalization;

namespace Scheduling.Storage;

/// <summary>What stores say of a schedule that is paused since too many of its runs have failed in a row.</summary>
public static class FailureStreak
{
    /// <summary>How many characters of the error are told.</summary>
    public const int LongestError = 600;

    /// <summary>The note of the schedule.</summary>
    /// <param name="failures">How many have failed in a row.</param>
    /// <param name="error">The error of the last one.</param>
    public static string Note(int failures, string? error)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"Paused after {failures} failures in a row");
        if (error is null)
        {
            return said + ".";
        }

        var length = Math.Min(error.Length, LongestError);
        return $"{said}, the last one: {error[..(length < error.Length && char.IsHighSurrogate(error[length - 1]) ? length - 1 : length)]}";
    }
}
