using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.UserContexts;

/// <summary>That users may register and configure their contexts as they are used to.</summary>
public sealed class UserContextTests
{
    private string _database = null!;

    [SetUp]
    public async Task CreateAsync() => _database = await PostgresServer.CreateDatabaseAsync();

    [TearDown]
    public Task DropAsync() => PostgresServer.DropDatabaseAsync(_database);

    [Test]
    public Task Of_a_scope() => WorksAsync<Hosts.AppContext>(services => services.AddDbContext<Hosts.AppContext>(Use));

    [Test]
    public Task From_a_factory() => WorksAsync<Hosts.AppContext>(services => services.AddDbContextFactory<Hosts.AppContext>(Use));

    [Test]
    public Task From_a_pool() => WorksAsync<Hosts.AppContext>(services => services.AddPooledDbContextFactory<Hosts.AppContext>(Use));

    [Test]
    public Task With_a_retrying_strategy() => WorksAsync<Hosts.AppContext>(services => services.AddDbContextFactory<Hosts.AppContext>(
        options => options.UseNpgsql(_database, npgsql => npgsql.EnableRetryOnFailure())));

    [Test]
    public async Task With_a_naming_convention_and_a_schema()
    {
        await WorksAsync<SnakeContext>(services => services.AddDbContextFactory<SnakeContext>(options => options.UseNpgsql(_database).UseSnakeCaseNamingConvention()));

        await using SnakeContext context = new(new DbContextOptionsBuilder<SnakeContext>().UseNpgsql(_database).UseSnakeCaseNamingConvention().Options);
        (await context.Database.SqlQueryRaw<int>("""select count(*)::int as "Value" from jobs.schedules""").SingleAsync()).Should().Be(1);
        (await context.Database.SqlQueryRaw<int>("""select count(*)::int as "Value" from workflows""").SingleAsync()).Should().Be(0);
    }

    [Test]
    public async Task Columns_that_are_renamed_are_refused_with_the_mend()
    {
        await using DatabaseHost host = new(
            scheduling => scheduling.UseEntityFrameworkCore<RenamedContext>(), new Handler(),
            services: services => services.AddDbContextFactory<RenamedContext>(options => options.UseNpgsql(_database)));

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*is called 'ID'*Leave out the types of*");
    }

    private void Use(DbContextOptionsBuilder options) => options.UseNpgsql(_database);

    private static async Task WorksAsync<TContext>(Action<IServiceCollection> register)
        where TContext : DbContext
    {
        Handler handler = new();
        await using DatabaseHost host = new(scheduling => scheduling.UseEntityFrameworkCore<TContext>(), handler, services: register);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await using var context = scope.ServiceProvider.GetService<IDbContextFactory<TContext>>()?.CreateDbContext()
                ?? scope.ServiceProvider.GetRequiredService<TContext>();
            await context.Database.EnsureCreatedAsync();
        }

        await host.StartAsync();
        await host.Scheduler.SaveAsync([DatabaseHost.Once("now", TimeSpan.Zero), DatabaseHost.Once("later", TimeSpan.FromHours(1))]);
        (await handler.NextAsync()).ScheduleId.Should().Be("now");
        (await host.Scheduler.DeleteAsync("later")).Should().Be(new CancelResult(1, 1, 0, 0));
    }
}
