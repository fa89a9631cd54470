using Scheduling.EntityFrameworkCore.Tests.Stores;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

public sealed class PostgresFollowersTests : Followers<PostgresStoreFixture>;
