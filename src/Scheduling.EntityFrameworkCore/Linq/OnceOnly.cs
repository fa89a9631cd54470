using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>
/// Keeps the context's own strategy from repeating statements: it would not allow a transaction, and an operation whose commit is in doubt must not be repeated
/// blindly.
/// </summary>
internal sealed class OnceOnly(DbContext context) : ExecutionStrategy(context, 0, TimeSpan.Zero)
{
    protected override bool ShouldRetryOn(Exception exception) => false;
}
