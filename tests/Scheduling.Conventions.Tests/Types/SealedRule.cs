using System.CodeDom.Compiler;
using System.Runtime.CompilerServices;

namespace Scheduling.Conventions.Tests.Types;

/// <summary>Every class is sealed, static or abstract.</summary>
internal static class SealedRule
{
    // A static class is abstract and sealed in metadata.
    public static IEnumerable<string> Check(IEnumerable<Type> types) =>
        from type in types
        where type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsMadeByTheCompiler(type)
        select $"{type.Assembly.GetName().Name}: {type.FullName} is open to inheritance. Seal it.";

    private static bool IsMadeByTheCompiler(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || (type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false) && type.Name.Contains("__", StringComparison.Ordinal))
        || (type.DeclaringType is { } outer && IsMadeByTheCompiler(outer));
}
