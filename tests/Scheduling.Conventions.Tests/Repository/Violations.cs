namespace Scheduling.Conventions.Tests.Repository;

internal static class Violations
{
    /// <summary>Fails with one line for each thing that breaks a rule.</summary>
    public static void MustBeNone(this IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, found));
        }
    }
}
