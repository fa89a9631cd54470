using System.Text.RegularExpressions;
using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>What the columns are called, whatever a model's conventions.</summary>
internal static partial class ColumnNames
{
    /// <summary>Snake case, except where that would be a word of SQL.</summary>
    public static string Of(string property) => property == nameof(ScheduleEntity.Group)
        ? "schedule_group"
        : Words().Replace(property, match => match.Index == 0 ? match.Value : "_" + match.Value).ToLowerInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Words();
}
