using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Postgres;
using Scheduling.TestKit;

namespace Scheduling.EntityFrameworkCore.Tests;

[SetUpFixture]
public sealed class ContractTearDown
{
    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await PostgresTemplate.DropAsync();
        ContractMatrix.Tell();
    }
}
