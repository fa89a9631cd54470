using System.Xml.Linq;
using Microsoft.Extensions.Logging;

namespace Scheduling.Conventions.Tests.Types;

[TestFixture]
internal sealed partial class TypeConventions
{
    [TestCaseSource(typeof(Tree), nameof(Tree.Projects))]
    public void Classes_are_sealed_static_or_abstract(SourceProject project) => SealedRule.Check(project.Assembly.GetTypes()).MustBeNone();

    [Test]
    public void An_open_class_is_found() => SealedRule
        .Check([typeof(Open), typeof(OpenRecord), typeof(Closed), typeof(Base), typeof(SealedRule), typeof(ISome), typeof(Func<int>)])
        .Should().HaveCount(2).And.Contain(text => text.Contains("+OpenRecord ")).And.Contain(text => text.Contains("+Open "));

    [TestCaseSource(typeof(Tree), nameof(Tree.Projects))]
    public void Event_ids_are_unique(SourceProject project) => EventIdRule.Check(project.Assembly.GetTypes()).MustBeNone();

    [Test]
    public void A_shared_or_missing_event_id_is_found() => EventIdRule.Check([typeof(SomeMessages), typeof(OtherMessages)]).Should().HaveCount(2)
        .And.Contain(text => text.Contains("One") && text.Contains("Three") && text.Contains("share the event id 7"))
        .And.Contain(text => text.Contains("Four") && text.Contains("has no event id"));

    [TestCaseSource(typeof(Tree), nameof(Tree.Projects))]
    public void All_that_users_see_is_documented(SourceProject project) =>
        DocumentationRule.Check(Loaded.Read(project), project.Documentation()).MustBeNone();

    [Test]
    public void A_type_or_member_without_documentation_is_found()
    {
        var assembly = Loaded.Compile(
            "public class Told { public int Also { get; set; } public void Not() { } protected event System.Action Nor; int _hidden; } public enum Untold { One } class Hidden;");
        var documentation = XDocument.Parse(
            "<doc><members><member name='T:Told'><inheritdoc/></member><member name='P:Told.Also'><summary>Yes.</summary></member>"
            + "<member name='F:Untold.One'><summary> </summary></member></members></doc>");

        DocumentationRule.Check(assembly, documentation).Should().BeEquivalentTo(
            "Example: Told.Not() has no XML documentation.",
            "Example: Told.Nor has no XML documentation.",
            "Example: Untold has no XML documentation.",
            "Example: Untold.One has no XML documentation.");
    }

    [Test]
    public void Each_banned_symbol_exists() =>
        BannedSymbolsRule.Check("src/BannedSymbols.txt", Tree.Read("src/BannedSymbols.txt"), Loaded.Compilation).MustBeNone();

    [Test]
    public void A_banned_symbol_that_is_misspelt_is_found() => BannedSymbolsRule
        .Check("list", "P:System.DateTime.UtcNow;Take the clock.\nP:System.DateTime.UtcNov;Take the clock.\nT:System.Threading.Timer\n", Loaded.Compilation)
        .Should().HaveCount(2).And.Contain(text => text.StartsWith("list:2: ")).And.Contain(text => text.StartsWith("list:3: "));

#pragma warning disable CA1852 // They are the bad examples.
    private class Open;

    private record OpenRecord;
#pragma warning restore CA1852

    private sealed class Closed : Base;

    private abstract class Base;

    private interface ISome;

    private static partial class SomeMessages
    {
        [LoggerMessage(7, LogLevel.Debug, "One.")]
        public static partial void One(ILogger logger);

        [LoggerMessage(8, LogLevel.Debug, "Two.")]
        public static partial void Two(ILogger logger);
    }

    private static partial class OtherMessages
    {
        [LoggerMessage(7, LogLevel.Debug, "Three.")]
        public static partial void Three(ILogger logger);

        [LoggerMessage(LogLevel.Debug, "Four.")]
        public static partial void Four(ILogger logger);
    }
}
