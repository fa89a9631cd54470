namespace Scheduling.Running;

/// <summary>Texts that come from anywhere, as any database can store them. The log has them whole.</summary>
internal static class StoredText
{
    private const int Longest = 4_000;

    /// <summary>At most 4,000 characters, without null characters and halves of characters, which databases refuse.</summary>
    public static string Of(string text)
    {
        var cut = text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
        return string.Create(cut.Length, cut, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var isHalf = char.IsSurrogate(source[i])
                    && !(i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
                    && !(i > 0 && char.IsSurrogatePair(source[i - 1], source[i]));
                span[i] = isHalf || source[i] == '\0' ? '\uFFFD' : source[i];
            }
        });
    }
}
