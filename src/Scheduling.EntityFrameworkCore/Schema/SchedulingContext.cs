using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>A context of the library's own, with migrations of its own, for applications that keep schedules apart from their data's model.</summary>
/// <param name="options">How it reaches the database.</param>
internal abstract class SchedulingContext(DbContextOptions options) : DbContext(options);
