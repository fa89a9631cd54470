using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Faults;

internal static class LinkFaults
{
    public static void Do(this TcpProxy proxy, LinkFault fault)
    {
        switch (fault)
        {
            case LinkFault.Cut:
                proxy.Cut();
                break;
            case LinkFault.Hang:
                proxy.Hang();
                break;
            case LinkFault.Delay:
                proxy.Delay(TimeSpan.FromMilliseconds(300));
                break;
            case LinkFault.LoseReplies:
                proxy.DropReplies();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault.");
        }
    }
}
