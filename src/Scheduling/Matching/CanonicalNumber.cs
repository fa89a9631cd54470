using System.Globalization;

namespace Scheduling.Matching;

/// <summary>One spelling for each number, however JSON spelt it. Exact: nothing is rounded, so different numbers stay different. Pure.</summary>
internal static class CanonicalNumber
{
    // Longer ones would be mostly zeros; these still hold every value of long and of decimal's integers in plain digits.
    private const int MaxPlainDigits = 30;

    // No program means a number of such an exponent; it is kept as it was spelt, so that arithmetic on exponents can't overflow.
    private const int MaxExponentDigits = 9;

    /// <param name="json">A JSON number.</param>
    public static string Of(string json)
    {
        var negative = json[0] == '-';
        var body = json.AsSpan(negative ? 1 : 0);
        var mark = body.IndexOfAny('e', 'E');
        var mantissa = mark < 0 ? body : body[..mark];
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var significant = digits.Trim('0');
        if (significant.Length == 0)
        {
            return "0";
        }

        var written = mark < 0 ? "0" : body[(mark + 1)..].ToString();
        if (written.TrimStart('+', '-').TrimStart('0').Length > MaxExponentDigits)
        {
            return json;
        }

        // The value is 0.significant × 10^scale.
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        var scale = (point < 0 ? mantissa.Length : point) - leadingZeros
            + long.Parse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (negative ? "-" : "") + Spell(significant, scale);
    }

    private static string Spell(string digits, long scale)
    {
        if (scale > MaxPlainDigits || scale <= -MaxPlainDigits)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{scale - 1}");
        }

        return scale <= 0 ? "0." + new string('0', (int)-scale) + digits
            : digits.Length <= scale ? digits.PadRight((int)scale, '0')
            : $"{digits[..(int)scale]}.{digits[(int)scale..]}";
    }
}
