using System.Net.Sockets;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.TestKit.Servers;

namespace Scheduling.Tests.Servers;

internal sealed class TcpProxyTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task What_passes_is_whole_and_in_order()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var one = await EchoClient.ConnectAsync(proxy);
        using var other = await EchoClient.ConnectAsync(proxy);
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number} "));

        // Both directions at once, since neither side could keep so much.
        var sending = one.SendAsync(text);
        (await one.ReadAsync(text.Length)).Should().Be(text);
        await sending;

        (await other.EchoAsync("other")).Should().Be("other");
        proxy.Connections.Should().Be(2);
    }

    [Test]
    public async Task An_end_is_passed_on_in_order()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var client = await EchoClient.ConnectAsync(proxy);

        await client.SendAsync("last");
        client.EndSending();

        (await client.ReadAsync(4)).Should().Be("last");
        await client.BeEndedAsync();
    }

    [Test]
    public async Task A_cut_resets_every_connection_and_every_new_one_until_it_heals()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var before = await EchoClient.ConnectAsync(proxy);
        await before.EchoAsync("before");

        proxy.Cut();
        await before.BeResetAsync();
        await EchoClient.ConnectToBeResetAsync(proxy);

        proxy.Heal();
        var reviving = () => before.EchoAsync("again");
        await reviving.Should().ThrowAsync<IOException>();
        using var after = await EchoClient.ConnectAsync(proxy);
        (await after.EchoAsync("after")).Should().Be("after");
        server.Answered.Should().Be("beforeafter");
    }

    [Test]
    public async Task A_request_that_hangs_reaches_the_server_when_it_heals()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var client = await EchoClient.ConnectAsync(proxy);
        await client.EchoAsync("before");

        proxy.Hang();
        await client.SendAsync("during");
        await proxy.WhenHolding().WaitAsync(s_patience);
        server.Answered.Should().Be("before");

        proxy.Heal();
        (await client.ReadAsync(6)).Should().Be("during");
    }

    [Test]
    public async Task A_reply_that_hangs_reaches_the_client_when_it_heals()
    {
        var midway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new EchoServer(() => midway.Task);
        await using var proxy = server.StartBehindProxy();
        using var client = await EchoClient.ConnectAsync(proxy);
        await client.SendAsync("reply");
        (await client.ReadAsync(1)).Should().Be("r");

        proxy.Hang();
        midway.SetResult();
        await proxy.WhenHolding().WaitAsync(s_patience);
        var reading = client.ReadAsync(4);
        reading.IsCompleted.Should().BeFalse();

        proxy.Heal();
        (await reading).Should().Be("eply");
    }

    [Test]
    public async Task What_hangs_can_be_cut_and_new_connections_hang_too()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        proxy.Hang();
        using var client = await EchoClient.ConnectAsync(proxy);
        await client.SendAsync("lost");
        await proxy.WhenHolding().WaitAsync(s_patience);

        proxy.Cut();

        await client.BeResetAsync();
        server.Answered.Should().BeEmpty();
    }

    [Test]
    public async Task Each_piece_is_delayed_in_either_direction()
    {
        var time = new FakeTimeProvider();
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy(time);
        using var client = await EchoClient.ConnectAsync(proxy);
        await client.EchoAsync("before");

        var delay = TimeSpan.FromSeconds(3);
        proxy.Delay(delay);
        await client.SendAsync("x");
        await proxy.WhenHolding().WaitAsync(s_patience);
        time.Advance(delay - TimeSpan.FromTicks(1));
        server.Answered.Should().Be("before");

        // The same delay anew, so that it tells when the reply is held.
        proxy.Delay(delay);
        await proxy.WhenHolding().WaitAsync(s_patience);
        var reading = client.ReadAsync(1);
        while (!reading.IsCompleted)
        {
            time.Advance(delay);
            await Task.Yield();
        }

        (await reading).Should().Be("x");
    }

    [Test]
    public async Task A_lost_reply_resets_the_client_after_the_server_has_done_what_it_was_asked_for()
    {
        var midway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new EchoServer(() => midway.Task);
        await using var proxy = server.StartBehindProxy();
        using var client = await EchoClient.ConnectAsync(proxy);

        var lost = proxy.DropNextReply();
        await client.SendAsync("commit");
        lost.IsCompleted.Should().BeFalse("the server has not answered to the end");
        midway.SetResult();
        await lost.WaitAsync(s_patience);

        server.Answered.Should().Be("commit");
        await client.BeResetAsync();
        using var next = await EchoClient.ConnectAsync(proxy);
        (await next.EchoAsync("next")).Should().Be("next");
    }

    [Test]
    public async Task The_reply_to_a_certain_request_is_lost_and_no_other()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var client = await EchoClient.ConnectAsync(proxy);
        using var other = await EchoClient.ConnectAsync(proxy);

        var lost = proxy.DropNextReply(to: "COMMIT");
        (await client.EchoAsync("BEGIN")).Should().Be("BEGIN");
        await client.SendAsync("a COMMIT of it");

        await lost.WaitAsync(s_patience);
        await client.BeResetAsync();
        (await other.EchoAsync("COMMIT")).Should().Be("COMMIT");
        server.Answered.Should().Be("BEGINa COMMIT of itCOMMIT");
    }

    [Test]
    public async Task Every_reply_is_lost_until_it_heals()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var one = await EchoClient.ConnectAsync(proxy);
        await one.EchoAsync("0");

        proxy.DropReplies();
        await one.SendAsync("1");
        await one.BeResetAsync();
        using var two = await EchoClient.ConnectAsync(proxy);
        await two.SendAsync("2");
        await two.BeResetAsync();

        proxy.Heal();
        using var three = await EchoClient.ConnectAsync(proxy);
        await three.EchoAsync("3");
        server.Answered.Should().Be("0123");
    }

    [Test]
    public async Task A_reply_is_not_lost_when_it_has_healed_before()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        var lost = proxy.DropNextReply();

        proxy.Heal();

        lost.IsCanceled.Should().BeTrue();
        using var client = await EchoClient.ConnectAsync(proxy);
        (await client.EchoAsync("kept")).Should().Be("kept");
    }

    [Test]
    public async Task A_server_that_is_not_there_resets_the_client()
    {
        await using var server = new EchoServer();
        await using var gone = server.StartBehindProxy();
        await using var proxy = new TcpProxy(TcpProxy.Host, gone.Port);
        await gone.DisposeAsync();

        await EchoClient.ConnectToBeResetAsync(proxy);
    }

    [Test]
    public async Task Disposed_it_resets_its_connections_and_listens_no_more()
    {
        await using var server = new EchoServer();
        await using var proxy = server.StartBehindProxy();
        using var client = await EchoClient.ConnectAsync(proxy);
        await client.EchoAsync("x");

        proxy.Hang();
        await proxy.DisposeAsync();

        await client.BeResetAsync();
        proxy.Connections.Should().Be(0);
        var connecting = () => EchoClient.ConnectAsync(proxy);
        await connecting.Should().ThrowAsync<SocketException>();
    }
}
