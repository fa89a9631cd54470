using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Running;

namespace Scheduling.Simulation.Tests;

internal sealed class CommandLineTests
{
    [Test]
    public void Options_are_read()
    {
        var command = CommandLine.Parse(["--seeds", "7", "--from", "3", "--hours", "1.5", "--threads", "1", "--mutate", "gate"]);

        command.Should().BeEquivalentTo(new { Seeds = 7, From = 3, Hours = 1.5, Threads = 1, TriesAllMutations = false, Seed = (int?)null });
        command!.Mutation.Should().Be(AllMutations.Find("gate"));
    }

    [TestCase("--seeds")]
    [TestCase("--seeds", "0")]
    [TestCase("--seeds", "many")]
    [TestCase("--hours", "-1")]
    [TestCase("--mutate", "nothing that there is")]
    [TestCase("--help", "me")]
    public void What_can_not_be_read_is_explained(params string[] args)
    {
        CommandLine.Parse(args).Should().BeNull();

        using StringWriter output = new();
        CommandLine.Explain(output).Should().NotBe(0);
        output.ToString().Should().Contain("--seeds").And.ContainAll(AllMutations.List.Select(mutation => mutation.Name));
    }

    [Test]
    public void A_failing_seed_is_told_with_the_command_that_shows_it()
    {
        using StringWriter output = new();

        CommandLine.Parse(["--seeds", "1", "--hours", "2", "--mutate", "nominal"])!.Run(output).Should().Be(1);

        output.ToString().Should().Contain("NothingPassedOver").And.Contain("-- --seed 0 --hours 2 --mutate nominal").And.Contain("1 failed");
    }

    [Test]
    public void The_timeline_of_a_seed_is_written_out()
    {
        using StringWriter output = new();

        CommandLine.Parse(["--seed", "1", "--hours", "1"])!.Run(output).Should().Be(0);

        output.ToString().Should().Contain("n0#").And.Contain("handler starts").And.Contain("hash ");
    }
}
