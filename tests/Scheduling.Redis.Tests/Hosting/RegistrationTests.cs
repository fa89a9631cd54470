using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Redis.Connections;
using Scheduling.Redis.Hosting;
using Scheduling.TestKit;
using StackExchange.Redis;

namespace Scheduling.Redis.Tests.Hosting;

public sealed class RegistrationTests
{
    [Test]
    public async Task A_host_has_one_bus_that_reaches_other_processes()
    {
        await using BusHost host = new("localhost:6379");

        host.Bus.ReachesOtherProcesses.Should().BeTrue();
        host.Services.GetServices<IEventBus>().Should().ContainSingle().Which.Should().BeSameAs(host.Bus);
    }

    [TestCase("  ", "*whitespace*")]
    [TestCase("localhost,colour=blue", "*colour*")]
    [TestCase("ssl=true", "*names no server*")]
    public void A_connection_string_that_can_not_be_used_is_refused_at_once(string connectionString, string says) =>
        FluentActions.Invoking(() => new BusHost(connectionString)).Should().Throw<ArgumentException>().WithMessage(says);

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("a\nb")]
    [TestCase(null)]
    public void A_prefix_that_can_not_be_used_is_refused_at_once(string? prefix) => Refuse(options => options.Prefix = prefix!, "*Prefix*");

    [Test]
    public void A_prefix_may_be_so_long_and_no_longer()
    {
        FluentActions.Invoking(() => new BusHost("localhost", options => options.Prefix = new('a', 200))).Should().NotThrow();
        Refuse(options => options.Prefix = new('a', 201), "*Prefix*");
    }

    [Test]
    public void A_limit_below_what_nodes_send_is_refused_at_once() => Refuse(options => options.MaxMessageBytes = 64 * 1024 - 1, "*MaxMessageBytes*");

    [Test]
    public void What_the_connection_string_says_stays()
    {
        var options = ConnectionDefaults.Read("redis:6380,ssl=true,user=u,password=p,keepAlive=42,syncTimeout=777,name=n");

        options.Should().BeEquivalentTo(new { Ssl = true, User = "u", Password = "p", KeepAlive = 42, SyncTimeout = 777, ClientName = "n" });
        options.EndPoints.Should().ContainSingle().Which.ToString().Should().Contain("redis:6380");
    }

    [Test]
    public void What_it_leaves_open_suits_hints()
    {
        var options = ConnectionDefaults.Read("localhost,abortConnect=true");

        options.Should().BeEquivalentTo(new { AbortOnConnectFail = false, KeepAlive = 15, BacklogPolicy = BacklogPolicy.FailFast });
    }

    [Test]
    public async Task Tokens_that_are_cancelled_already_are_honoured()
    {
        await using BusHost host = new("127.0.0.1:1");
        CancellationToken cancelled = new(true);

        await host.Bus.Awaiting(bus => bus.SubscribeAsync(new RecordingListener(), cancelled)).Should().ThrowAsync<OperationCanceledException>();
        await host.Bus.Awaiting(bus => bus.PublishAsync([Waiting.Message(1)], cancelled).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    private static void Refuse(Action<RedisBusOptions> configure, string says) =>
        FluentActions.Invoking(() => new BusHost("localhost", configure)).Should().Throw<ArgumentException>().WithMessage(says);
}
