using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Linq;

namespace Scheduling.EntityFrameworkCore.Tests.Linq;

public sealed class LinqDialectTests
{
    private readonly LinqDialect _dialect = new("any", new DatabaseClock());

    [TestCase("Microsoft.EntityFrameworkCore.SqlServer", "sqlserver")]
    [TestCase("Pomelo.EntityFrameworkCore.MySql", "pomelo.entityframeworkcore.mysql")]
    [TestCase(null, "unknown")]
    public void A_database_is_called_by_the_name_of_its_provider(string? provider, string system) =>
        LinqDialect.SystemOf(provider).Should().Be(system);

    [Test]
    public async Task An_operation_that_lost_to_another_writer_decides_once_more()
    {
        var tries = 0;

        var result = await _dialect.RunAsync(
            _ => ++tries < 4 ? throw new DbUpdateConcurrencyException() : Task.FromResult("done"), CancellationToken.None);

        (result, tries).Should().Be(("done", 4));
    }

    [Test]
    public async Task An_operation_that_always_loses_gives_up()
    {
        var tries = 0;

        await FluentActions.Awaiting(() => _dialect.RunAsync<int>(
            _ => throw new DbUpdateException($"try {++tries}"), CancellationToken.None)).Should().ThrowAsync<DbUpdateException>();

        tries.Should().Be(10);
    }

    [Test]
    public async Task Another_error_goes_up_at_once()
    {
        var tries = 0;

        await FluentActions.Awaiting(() => _dialect.RunAsync<int>(
            _ => throw new InvalidOperationException($"try {++tries}"), CancellationToken.None)).Should().ThrowAsync<InvalidOperationException>();

        tries.Should().Be(1);
    }
}
