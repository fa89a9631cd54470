using FluentAssertions;
using NUnit.Framework;
using Scheduling.WorkflowApi.Hosting;

namespace Scheduling.WorkflowApi.Tests.Hosts;

internal sealed class ArgumentTests
{
    [TestCase("The argument 'sideways' is not known.", "sideways")]
    [TestCase("--dry-run has a meaning with migrate-from-polling only.", "--dry-run")]
    [TestCase("--shadow has no meaning with seed-polling.", "seed-polling", "--shadow")]
    [TestCase("--store needs sqlite:PATH or postgres:CONNECTION behind it.", "seed-polling", "--store")]
    [TestCase("The store 'memory' is not known. Say sqlite:PATH or postgres:CONNECTION.", "seed-polling", "--store", "memory")]
    public async Task What_means_nothing_is_refused(string told, params string[] arguments)
    {
        await using StringWriter output = new();
        await using StringWriter error = new();

        (await new Application(output, error, TimeProvider.System).RunAsync(arguments)).Should().Be(2);

        error.ToString().Should().StartWith(told);
    }

    [Test]
    public async Task Help_is_given()
    {
        await using StringWriter output = new();
        (await new Application(output, TextWriter.Null, TimeProvider.System).RunAsync(["help"])).Should().Be(0);
        output.ToString().Should().Contain("migrate-from-polling");
    }
}
