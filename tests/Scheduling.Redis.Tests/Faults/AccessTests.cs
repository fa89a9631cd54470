using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Faults;

/// <summary>Who may use the server, and what those hear who may not.</summary>
public sealed class AccessTests
{
    private RedisProcess _server = null!;
    private RedisAdmin _admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RedisProcess.StartAsync("--requirepass", "secret");
        _admin = await RedisAdmin.ConnectAsync(_server.ConnectionString + ",password=secret");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _admin.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public Task A_password_opens_the_server() => HearAsync("password=secret", "scheduling");

    [Test]
    public async Task A_user_needs_no_more_than_the_channel_and_six_commands()
    {
        await _admin.ExecuteAsync("ACL", "SETUSER", "least", "on", ">pass", "resetkeys", "resetchannels", "&app:events", "-@all", "+publish", "+subscribe", "+unsubscribe", "+ping", "+echo");

        await HearAsync("user=least,password=pass", "app");
    }

    [TestCase("password=wrong")]
    [TestCase("user=nobody,password=wrong")]
    [TestCase("name=without")]
    public Task Who_is_not_let_in_is_told_so(string access) => RefuseAsync(access, "scheduling", "*refuses the user or the password*Set password=*");

    [Test]
    public async Task Who_may_not_use_the_channel_is_told_so_and_how_to_mend_it()
    {
        await _admin.ExecuteAsync("ACL", "SETUSER", "elsewhere", "on", ">pass", "allkeys", "resetchannels", "&other:*", "+@all");

        await RefuseAsync("user=elsewhere,password=pass", "app", "*channel 'app:events'*NOPERM*ACL SETUSER <user> &app:events*");
    }

    [Test]
    public async Task Who_may_listen_but_not_publish_is_told_so()
    {
        await _admin.ExecuteAsync("ACL", "SETUSER", "mute", "on", ">pass", "allkeys", "resetchannels", "&app:events", "+@all", "-publish");
        await using BusHost host = new($"{_server.ConnectionString},user=mute,password=pass", options => options.Prefix = "app");
        await using var subscription = await host.Bus.SubscribeAsync(new RecordingListener(), CancellationToken.None);

        await host.Bus.Awaiting(bus => bus.PublishAsync([Waiting.Message(1)], CancellationToken.None).AsTask())
            .Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*publish*Allow it*");
    }

    [Test]
    public async Task Who_loses_the_channel_while_listening_is_told_so_and_hears_again_once_it_is_mended()
    {
        await _admin.ExecuteAsync("ACL", "SETUSER", "changing", "on", ">pass", "allkeys", "resetchannels", "&lost:events", "+@all");
        await using BusHost host = new($"{_server.ConnectionString},user=changing,password=pass", options => options.Prefix = "lost");
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        // The server ends connections that are subscribed to what they may not be any more.
        await _admin.ExecuteAsync("ACL", "SETUSER", "changing", "resetchannels");
        await host.Logs.UntilAsync(4102);
        host.Logs.All.Should().Contain(line => line.Id == 4102 && line.Text.Contains("channel 'lost:events'"));
        listener.Reconnections.Should().Be(0);
        await _admin.ExecuteAsync("ACL", "SETUSER", "changing", "&lost:events");

        await listener.UntilReconnectedAsync(1);
        await listener.UntilHeardAsync(host.Bus, 1);
    }

    private async Task HearAsync(string access, string prefix)
    {
        await using BusHost host = new($"{_server.ConnectionString},{access}", options => options.Prefix = prefix);
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        await listener.UntilHeardAsync(host.Bus, 1);
        host.Logs.All.Should().BeEmpty();
    }

    private async Task RefuseAsync(string access, string prefix, string says)
    {
        await using BusHost host = new($"{_server.ConnectionString},{access}", options => options.Prefix = prefix);

        var refusal = await host.Bus.Awaiting(bus => bus.SubscribeAsync(new RecordingListener(), CancellationToken.None))
            .Should().ThrowAsync<SchedulingConfigurationException>().WithMessage(says);
        refusal.Which.ToString().Should().NotContain("wrong");
    }
}
