using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Scheduling.TestKit;

/// <summary>Which suites of a contract have run on which fixtures, and how they ended.</summary>
public static class ContractMatrix
{
    /// <summary>The environment variable that names a file for the matrix; <c>tests/run</c> sets it, and prints the file.</summary>
    public const string Variable = "SCHEDULING_CONTRACT_MATRIX";

    private static readonly ConcurrentDictionary<(string Suite, string Fixture, TestStatus Status), int> s_ended = new();

    /// <summary>Counts a test that has ended.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="fixture">The adapter's fixture.</param>
    /// <param name="status">How it ended.</param>
    public static void Add(Type suite, Type fixture, TestStatus status)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(fixture);
        s_ended.AddOrUpdate((NameOf(suite, "Contract"), NameOf(fixture, "StoreFixture"), status), 1, (_, count) => count + 1);
    }

    /// <summary>The matrix as text: a row for each suite, a column for each fixture; empty if nothing has run.</summary>
    public static string Text()
    {
        string[] fixtures = [.. s_ended.Keys.Select(key => key.Fixture).Distinct().Order(StringComparer.Ordinal)];
        if (fixtures.Length == 0)
        {
            return "";
        }

        StringBuilder text = new();
        Row("contract of stores", fixtures);
        foreach (var suite in s_ended.Keys.Select(key => key.Suite).Distinct().Order(StringComparer.Ordinal))
        {
            Row(suite, fixtures.Select(fixture => Cell(suite, fixture)));
        }

        return text.ToString();

        void Row(string first, IEnumerable<string> cells)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{first,-24}");
            foreach (var cell in cells)
            {
                text.Append(CultureInfo.InvariantCulture, $"{cell,-24}");
            }
        }
    }

    /// <summary>Tells the matrix at the end of an assembly's tests: to whoever watches them, and to the file that <see cref="Variable"/> names.</summary>
    public static void Tell()
    {
        TestContext.Progress.WriteLine(Text());
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
        {
            File.AppendAllText(file, Text() + Environment.NewLine);
        }
    }

    private static string Cell(string suite, string fixture)
    {
        var (passed, failed, skipped) = (Count(TestStatus.Passed), Count(TestStatus.Failed), Count(TestStatus.Skipped));
        return passed + failed + skipped == 0 ? "not run" : $"{passed} passed" + (failed > 0 ? $", {failed} FAILED" : "") + (skipped > 0 ? $", {skipped} skipped" : "");

        int Count(TestStatus status) => s_ended.GetValueOrDefault((suite, fixture, status));
    }

    private static string NameOf(Type type, string end)
    {
        var name = type.Name.Split('`')[0];
        return name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name;
    }
}
