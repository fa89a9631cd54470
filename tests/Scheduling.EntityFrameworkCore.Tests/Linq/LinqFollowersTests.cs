using Scheduling.EntityFrameworkCore.Tests.Stores;

namespace Scheduling.EntityFrameworkCore.Tests.Linq;

public sealed class LinqFollowersTests : Followers<LinqStoreFixture>;
