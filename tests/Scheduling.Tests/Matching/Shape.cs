using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

[JsonDerivedType(typeof(Square), "square")]
internal class Shape
{
    public int Id { get; init; }
}
