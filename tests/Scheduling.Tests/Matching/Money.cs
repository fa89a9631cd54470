using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

[JsonConverter(typeof(MoneyConverter))]
internal sealed record Money(decimal Amount);
