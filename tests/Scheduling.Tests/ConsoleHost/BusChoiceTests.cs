using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Buses;
using Scheduling.ConsoleHost.Stores;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class BusChoiceTests
{
    private static readonly StoreChoice s_postgres = new StoreChoice.Postgres("Host=db", "the database");

    [Test]
    public void A_bus_is_read()
    {
        Read("memory").Should().Be(new BusChoice.Memory());
        Read("redis:cache:6380,ssl=true,password=secret").Should().Be(new BusChoice.Redis("cache:6380,ssl=true,password=secret", "cache:6380"));
    }

    [TestCase("", "needs one of memory, redis:CONNECTION")]
    [TestCase("localhost:6379", "needs one of memory")]
    [TestCase("Redis:localhost", "needs one of memory")]
    [TestCase("redis:", "can't be read")]
    [TestCase("redis:ssl=true", "with a server")]
    [TestCase("redis:localhost,colour=blue", "can't be read")]
    public void A_wrong_bus_is_refused(string text, string fact)
    {
        BusChoiceReader.TryRead(text, out var choice, out var problem).Should().BeFalse();
        choice.Should().BeNull();
        problem.Should().Contain(fact);
    }

    [Test]
    public void Nothing_behind_it_is_refused() => BusChoiceReader.TryRead(null, out _, out _).Should().BeFalse();

    [Test]
    public void No_secret_is_said() =>
        Read("redis:cache:6380,password=secret").SaidBehind(s_postgres).Should().Contain("Redis on cache:6380").And.NotContain("secret");

    [Test]
    public void A_bus_within_the_process_is_said_to_be_for_one_node_where_there_could_be_several()
    {
        Read("memory").SaidBehind(s_postgres).Should().Contain("run one node alone");
        Read("memory").SaidBehind(new StoreChoice.Memory()).Should().BeEmpty();
    }

    private static BusChoice Read(string text)
    {
        BusChoiceReader.TryRead(text, out var choice, out var problem).Should().BeTrue(problem);
        return choice!;
    }
}
