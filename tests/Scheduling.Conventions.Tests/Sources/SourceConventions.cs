namespace Scheduling.Conventions.Tests.Sources;

[TestFixture]
internal sealed class SourceConventions
{
    private static readonly SourceProject s_engine = new("Scheduling", "src/Scheduling/", "Scheduling");

    [Test]
    public void Namespaces_are_folders() => Tree.Projects
        .SelectMany(project => Tree.Sources
            .Where(file => file.Path.StartsWith(project.Folder, StringComparison.Ordinal))
            .SelectMany(file => NamespaceRule.Check(file, project)))
        .MustBeNone();

    [TestCase("namespace Scheduling.Claiming; class A;", 0)]
    [TestCase("namespace Scheduling { namespace Claiming { class A; } }", 0)]
    [TestCase("namespace Microsoft.Extensions.DependencyInjection; static class AExtensions;", 0)]
    [TestCase("namespace Microsoft.Extensions.DependencyInjection; interface ISchedulingBuilder;", 0)]
    [TestCase("namespace Microsoft.Extensions.DependencyInjection; class A;", 1)]
    [TestCase("namespace Scheduling; class A;", 1)]
    [TestCase("class A;", 1)]
    [TestCase("namespace Scheduling.Elsewhere; enum A; enum B;", 2)]
    public void A_namespace_beside_its_folder_is_found(string text, int violations) =>
        NamespaceRule.Check(new("src/Scheduling/Claiming/A.cs", text), s_engine).Should().HaveCount(violations);

    [Test]
    public void A_file_holds_one_type_and_has_its_name() => Tree.Sources.Concat(Tree.TestSources).SelectMany(FileNameRule.Check).MustBeNone();

    [TestCase("A.cs", "class A { class Inner; }", 0)]
    [TestCase("A.cs", "interface A; interface A<T>;", 0)]
    [TestCase("A.Log.cs", "partial class A;", 0)]
    [TestCase("Usings.cs", "global using System;", 0)]
    [TestCase("AOfPayload.cs", "class A<TPayload>;", 0)]
    [TestCase("AOfPayload.cs", "class A;", 1)]
    [TestCase("A.Log.cs", "class A;", 1)]
    [TestCase("A.cs", "class B;", 1)]
    [TestCase("A.cs", "class A; delegate void B();", 1)]
    [TestCase("A.cs", "namespace N; class A; file enum B;", 1)]
    public void A_second_type_or_another_name_is_found(string file, string text, int violations) =>
        FileNameRule.Check(new("src/" + file, text)).Should().HaveCount(violations);

    [Test]
    public void Every_await_leaves_the_context_of_the_caller() => Tree.Sources.SelectMany(AwaitRule.Check).MustBeNone();

    [TestCase("await a.B().ConfigureAwait(false);", 0)]
    [TestCase("await Task.Yield();", 0)]
    [TestCase("await a.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);", 0)]
    [TestCase("await using (a.ConfigureAwait(false)) { }", 0)]
    [TestCase("await foreach (var x in a.ConfigureAwait(false)) { }", 0)]
    [TestCase("await a;", 1)]
    [TestCase("await a.B();", 1)]
    [TestCase("await a.ConfigureAwait(true);", 1)]
    [TestCase("await a.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext);", 1)]
    [TestCase("await using (a) { }", 1)]
    [TestCase("await using var x = a;", 1)]
    [TestCase("await foreach (var x in a) { }", 1)]
    [TestCase("await foreach (var (x, y) in a) { }", 1)]
    public void An_await_that_keeps_the_context_is_found(string statement, int violations) =>
        AwaitRule.Check(new("src/A.cs", $"class A {{ async Task M() {{ {statement} }} }}")).Should().HaveCount(violations);

    [Test]
    public void Log_messages_stand_in_log_files() => Tree.Sources.SelectMany(LogFileRule.Check).MustBeNone();

    [TestCase("A.Log.cs", "partial class A { [LoggerMessage(1, LogLevel.Debug, \"\")] static partial void M(ILogger log); }", 0)]
    [TestCase("A.cs", "partial class A { [LoggerMessage(1, LogLevel.Debug, \"\")] static partial void M(ILogger log); }", 1)]
    [TestCase("A.cs", "partial class A { [Microsoft.Extensions.Logging.LoggerMessageAttribute] static partial void M(ILogger log); }", 1)]
    public void A_log_message_elsewhere_is_found(string file, string text, int violations) =>
        LogFileRule.Check(new("src/" + file, text)).Should().HaveCount(violations);

    [Test]
    public void No_guard_is_switched_off_in_code() => Tree.Sources.SelectMany(SuppressionRule.Check).MustBeNone();

    [TestCase("#pragma warning disable CA1031\nclass A;", 0)]
    [TestCase("#pragma warning disable RS0030\n    services.TryAddSingleton(TimeProvider.System);\n#pragma warning restore RS0030", 0)]
    [TestCase("#pragma warning disable RS0030\nvar now = DateTime.UtcNow;", 1)]
    [TestCase("#pragma warning disable RS0030\nvar clock = TimeProvider.System;", 1)]
    [TestCase("#pragma warning disable CA2007, CS1591\nclass A;", 2)]
    [TestCase("#pragma warning disable\nclass A;", 1)]
    [TestCase("[SuppressMessage(\"Reliability\", \"CA2007:ConfigureAwait\")] class A;", 1)]
    public void A_guard_that_is_switched_off_is_found(string text, int violations) =>
        SuppressionRule.Check(new("src/A.cs", text)).Should().HaveCount(violations);

    [Test]
    public void Tests_wait_for_events_and_hide_nothing() => Tree.TestSources.SelectMany(TestWaitRule.Check).MustBeNone();

    [TestCase("await Task.Delay(time, clock);", 0)]
    [TestCase("await Task.Delay(200);", 1)]
    [TestCase("await System.Threading.Tasks.Task.Delay(1_000, token);", 1)]
    [TestCase("Thread.Sleep(time);", 1)]
    [TestCase("[Ignore(\"flaky\")] void M() { }", 1)]
    [TestCase("[Test, Retry(3)] void M() { }", 1)]
    [TestCase("[NUnit.Framework.IgnoreAttribute(\"flaky\")] void M() { }", 1)]
    public void A_wait_for_time_or_a_hidden_test_is_found(string text, int violations) =>
        TestWaitRule.Check(new("tests/A.cs", text)).Should().HaveCount(violations);
}
