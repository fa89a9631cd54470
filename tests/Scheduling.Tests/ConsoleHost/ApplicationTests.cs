using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Hosting;

namespace Scheduling.Tests.ConsoleHost;

/// <summary>The program as a whole, on the system's clock.</summary>
[TestFixture]
internal sealed class ApplicationTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Test]
    public async Task The_demo_fires_cancels_and_sleeps_without_a_statement()
    {
        using TemporaryFolder folder = new();
        (await RunAsync("--seconds", "5", "--store", $"sqlite:{folder["demo.db"]}")).Should().Be(ExitCode.Done);

        var output = _output.ToString();
        output.Should().Contain("tick succeeded").And.Contain("hello-once | four seconds have passed")
            .And.Contain("pause \"newsletter\": 1 stopped").And.Contain("resume \"newsletter\": it sleeps again")
            .And.Contain("send customer/deleted { customerId: 42 }: 2 stopped").And.Contain("delete \"cleanup\": 1 stopped")
            .And.Contain("while asleep: 0 statements in").And.NotContain("while asleep: 0 statements in 0 sleeps");
        output[output.IndexOf("customer/deleted", StringComparison.Ordinal)..].Should().NotContain("reminder-42 started").And.Contain("tick started");
        output.Where(c => char.IsControl(c) && !Environment.NewLine.Contains(c)).Should().BeEmpty();
        _error.ToString().Should().BeEmpty();
    }

    [Test]
    public async Task In_memory_it_finds_nothing_and_says_so_of_itself()
    {
        (await RunAsync("--seconds", "1", "--store", "memory")).Should().Be(ExitCode.Done);
        _output.ToString().Should().Contain("kept in memory").And.Contain("8 schedules are asleep").And.NotContain("already");
    }

    [Test]
    public async Task Wrong_arguments_show_the_usage()
    {
        (await RunAsync("serv")).Should().Be(ExitCode.Refused);
        _error.ToString().Should().StartWith("The argument 'serv' is not known.").And.Contain("Usage:");
        _output.ToString().Should().BeEmpty();
    }

    [Test]
    public async Task Help_is_no_error()
    {
        (await RunAsync("--help")).Should().Be(ExitCode.Done);
        _output.ToString().Should().Contain("Usage:");
    }

    [Test]
    public async Task A_file_that_is_not_there_is_refused()
    {
        (await RunAsync("--file", "no-such-file.json")).Should().Be(ExitCode.Refused);
        _error.ToString().Should().StartWith("There is no file ");
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return new Application(_output, _error, null, TimeProvider.System).RunAsync(arguments);
    }
}
