using Scheduling.EntityFrameworkCore.Tests.Stores;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteFollowersTests : Followers<SqliteStoreFixture>;
