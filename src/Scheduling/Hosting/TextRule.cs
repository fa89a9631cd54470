namespace Scheduling.Hosting;

/// <summary>The rule for names that are stored.</summary>
internal static class TextRule
{
    public const int MaxLength = 200;

    /// <summary>What is wrong with a name, as the end of a sentence that begins with it; null if nothing is.</summary>
    public static string? Problem(string? text) =>
        string.IsNullOrEmpty(text) ? "is empty"
        : text.Length > MaxLength ? $"has {text.Length} characters, more than {MaxLength}"
        : text.Any(char.IsControl) ? "has a control character"
        : null;
}
