using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Tests.Schema;

/// <summary>A context that knows nothing of schedules.</summary>
public sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options);
