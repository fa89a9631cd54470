using System.Security.Cryptography;
using System.Text;

namespace Scheduling.Matching;

/// <summary>Tells whether a job's rules have changed since a schedule's keys were computed. Pure.</summary>
internal static class RulesFingerprint
{
    private const int Bytes = 8;

    /// <summary>16 hexadecimal digits: the same for the same rules, whatever their order and however often each stands there.</summary>
    public static string Of(IReadOnlyList<CancelRule> rules)
    {
        // Names and paths hold no white space, so these separators can't be mistaken.
        var lines = rules.Select(rule => $"{rule.EventName} {rule.EventPath} {rule.PayloadPath}\n")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)));
        return Convert.ToHexStringLower(hash.AsSpan(0, Bytes));
    }
}
