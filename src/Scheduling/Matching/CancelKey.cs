using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scheduling.Matching;

/// <summary>The stored and indexed form of "this event with this value here", for example <c>customer/deleted data.customerId=42</c>. Pure.</summary>
internal static class CancelKey
{
    /// <summary>No key is longer, so that every database can index it.</summary>
    public const int MaxLength = 200;

    /// <summary>The key; null for a value that never matches: null, objects, lists, and text that is not valid Unicode.</summary>
    public static string? Of(string eventName, string path, JsonElement value)
    {
        if (Spell(value) is not { } spelt)
        {
            return null;
        }

        var start = $"{eventName} data.{path}=";
        if (start.Length + spelt.Length <= MaxLength)
        {
            return start + spelt;
        }

        // Text is quoted and numbers hold no colon: no value can be spelt like its digest.
        var digested = start + Digest(spelt);
        return digested.Length <= MaxLength ? digested : Digest(start + spelt);
    }

    private static string? Spell(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return CanonicalNumber.Of(value.GetRawText());
            case JsonValueKind.True:
                return "true";
            case JsonValueKind.False:
                return "false";
            case JsonValueKind.String:
                return Text(value) is { } text ? Quote(text) : null;
            default:
                return null;
        }
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: valid JSON, but no text that any payload could hold.
            return null;
        }
    }

    private static string Quote(string text)
    {
        // Databases and languages differ in how they write guids; nobody means two different ones by that.
        var one = IsGuid(text) ? text.ToLowerInvariant() : text;
        return $"\"{JsonEncodedText.Encode(one, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }

    private static bool IsGuid(string text)
    {
        if (text.Length != 36)
        {
            return false;
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (index is 8 or 13 or 18 or 23 ? text[index] != '-' : !char.IsAsciiHexDigit(text[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
