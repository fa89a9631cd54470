using Scheduling.Events;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Contract;

public sealed class RedisBusFixture : EventBusFixture
{
    private readonly string _prefix = RedisServer.NewPrefix();
    private readonly List<BusHost> _hosts = [];

    public override async Task<IEventBus> ConnectAsync()
    {
        BusHost host = new(await RedisServer.FindAsync(), options => options.Prefix = _prefix);
        _hosts.Add(host);
        return host.Bus;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
