using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Arguments;
using Scheduling.ConsoleHost.Buses;
using Scheduling.ConsoleHost.Stores;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class CommandLineParserTests
{
    [Test]
    public void Without_arguments_it_is_the_demo_of_twenty_seconds() =>
        Parse("").Should().Be(new CommandLine { Length = TimeSpan.FromSeconds(20) });

    [Test]
    public void Arguments_are_read_in_any_order()
    {
        Parse("--seconds 5 --file a.json").Should().Be(new CommandLine { File = "a.json", Length = TimeSpan.FromSeconds(5) });
        Parse("--file a.json serve").Should().Be(new CommandLine { File = "a.json", Serve = true });
        Parse("serve --store memory").Should().Be(new CommandLine { Store = new StoreChoice.Memory(), Serve = true });
        Parse("--bus redis:localhost:6379 --store postgres:Host=db").Bus.Should().Be(new BusChoice.Redis("localhost:6379", "localhost:6379"));
        Parse("--bus memory").Should().Be(Parse(""));
        Parse("-h").Should().Be(new CommandLine { Help = true });
    }

    [TestCase("serv", "'serv' is not known")]
    [TestCase("--File a", "'--File' is not known")]
    [TestCase("--file", "needs a path")]
    [TestCase("--file --seconds 3", "needs a path")]
    [TestCase("--seconds", "needs a whole number")]
    [TestCase("--seconds 0", "needs a whole number")]
    [TestCase("--seconds -5", "needs a whole number")]
    [TestCase("--seconds 1.5", "needs a whole number")]
    [TestCase("--seconds 86401", "needs a whole number")]
    [TestCase("--seconds 3 --seconds 4", "stands twice")]
    [TestCase("--store", "needs one of")]
    [TestCase("--store --seconds 3", "needs one of")]
    [TestCase("--store memory --store memory", "stands twice")]
    [TestCase("--bus", "needs one of")]
    [TestCase("--bus memory --bus memory", "stands twice")]
    [TestCase("--bus redis:localhost", "Give --store postgres:CONNECTION")]
    [TestCase("--bus redis:localhost --store sqlite:a.db", "Give --store postgres:CONNECTION")]
    [TestCase("-h --help", "stands twice")]
    [TestCase("serve --seconds 3", "stays until Ctrl-C")]
    public void Wrong_arguments_are_refused(string arguments, string fact)
    {
        CommandLineParser.TryParse(arguments.Split(' '), out var commandLine, out var problem).Should().BeFalse();
        commandLine.Should().BeNull();
        problem.Should().Contain(fact);
    }

    private static CommandLine Parse(string arguments)
    {
        CommandLineParser.TryParse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var commandLine, out var problem).Should().BeTrue(problem);
        return commandLine!;
    }
}
