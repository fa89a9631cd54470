using System.Data.Common;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The conditions of a filter that are set. Each is written only then, so that SQLite may use an index for it.</summary>
internal sealed class SqliteConditions
{
    private readonly List<string> _conditions = [];
    private readonly List<DbParameter> _parameters = [];

    public IReadOnlyList<DbParameter> Parameters => _parameters;

    public string Where => _conditions.Count == 0 ? "" : "where " + string.Join(" and ", _conditions);

    public void Add(string condition) => _conditions.Add(condition);

    public void Add(string condition, string parameter, object? value)
    {
        if (value is not null)
        {
            _conditions.Add(condition);
            _parameters.Add(SqliteSession.Value(parameter, value));
        }
    }
}
