using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Scheduling.WorkflowApi.Data;

/// <summary>Stores times as UTC without an offset: SQLite can't order by times that have one.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    time => time.UtcDateTime,
    time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)));
