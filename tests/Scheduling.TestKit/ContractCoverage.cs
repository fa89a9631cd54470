using System.Reflection;

namespace Scheduling.TestKit;

/// <summary>Tells which suites an adapter's tests leave out, so that none is left out silently.</summary>
public static class ContractCoverage
{
    /// <summary>The suites of a contract that the assembly does not run with the fixture.</summary>
    /// <param name="adapterTests">The assembly of the adapter's tests.</param>
    /// <param name="contractBase">What the contract's suites derive from, for example <c>typeof(ScheduleStoreSuite&lt;&gt;)</c>.</param>
    /// <param name="fixture">The adapter's fixture; an assembly may test several adapters.</param>
    /// <returns>The names of the suites.</returns>
    /// <exception cref="ArgumentException">Nothing derives from the base.</exception>
    public static IReadOnlyList<string> MissingSuites(Assembly adapterTests, Type contractBase, Type fixture)
    {
        ArgumentNullException.ThrowIfNull(adapterTests);
        ArgumentNullException.ThrowIfNull(contractBase);
        ArgumentNullException.ThrowIfNull(fixture);
        var suites = contractBase.Assembly.GetTypes()
            .Where(type => type.IsAbstract && type.IsGenericTypeDefinition && type != contractBase && BasesOf(type).Contains(contractBase))
            .ToList();
        if (suites.Count == 0)
        {
            throw new ArgumentException($"No suite derives from {contractBase}. Name the generic base of the contract's suites.", nameof(contractBase));
        }

        var run = adapterTests.GetTypes()
            .Where(type => !type.IsAbstract)
            .SelectMany(TypesOf)
            .Where(type => type.IsGenericType && type.GenericTypeArguments.Contains(fixture))
            .Select(type => type.GetGenericTypeDefinition())
            .ToHashSet();
        return [.. suites.Where(suite => !run.Contains(suite)).Select(suite => suite.Name[..suite.Name.IndexOf('`', StringComparison.Ordinal)])];
    }

    private static IEnumerable<Type> BasesOf(Type type) =>
        TypesOf(type).Skip(1).Select(ancestor => ancestor.IsGenericType ? ancestor.GetGenericTypeDefinition() : ancestor);

    private static IEnumerable<Type> TypesOf(Type type)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }
}
