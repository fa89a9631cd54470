using System.Buffers;
using System.Text;

namespace Scheduling.Matching;

/// <summary>What the parts of a cancel key may hold. Pure.</summary>
internal static class KeyText
{
    /// <summary>
    /// Whether a text can stand in a key before its value. White space ends the event's name there, '=' ends the path; were they allowed
    /// inside, two different rules could have one key. Control characters and halves of surrogate pairs are what databases refuse.
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done
                || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value == '=')
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}
