using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Contexts of our own.</summary>
internal sealed class OwnContextSource(Func<DbContext> create) : ContextSource
{
    public override ContextLease Open() => new(create(), scope: null, isOwned: true);
}
