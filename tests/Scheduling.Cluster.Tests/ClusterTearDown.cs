using NUnit.Framework;
using Scheduling.Cluster.Tests.Nodes;

namespace Scheduling.Cluster.Tests;

[SetUpFixture]
public sealed class ClusterTearDown
{
    [OneTimeTearDown]
    public Task DropAsync() => ClusterTemplate.DropAsync();
}
