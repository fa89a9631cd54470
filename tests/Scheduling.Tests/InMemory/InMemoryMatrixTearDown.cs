using NUnit.Framework;
using Scheduling.TestKit;

namespace Scheduling.Tests.InMemory;

[SetUpFixture]
public sealed class InMemoryMatrixTearDown
{
    [OneTimeTearDown]
    public void Print() => ContractMatrix.Tell();
}
