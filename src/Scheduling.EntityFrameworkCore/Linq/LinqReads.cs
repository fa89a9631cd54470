using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>The rows of an operation that changes none.</summary>
/// <param name="context">The context.</param>
/// <param name="now">The store's clock.</param>
internal sealed class LinqReads(DbContext context, DateTime now) : LinqRows(context, now, isTracking: false);
