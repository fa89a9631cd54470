using NUnit.Framework;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

[SetUpFixture]
public sealed class PostgresTemplateCleanup
{
    [OneTimeTearDown]
    public Task DropAsync() => PostgresTemplate.DropAsync();
}
