using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>The jobs that a file may name.</summary>
internal static class JobKinds
{
    public const string WriteLine = "write-line";
    public const string RunCommand = "run-command";
    public const string HttpGet = "http-get";

    // As strict as can be: a typo in a file must not be taken for a value that was left out.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static IReadOnlyList<JobKind> All { get; } =
    [
        new(WriteLine, s_json.GetTypeInfo(typeof(WriteLinePayload))),
        new(RunCommand, s_json.GetTypeInfo(typeof(RunCommandPayload))),
        new(HttpGet, s_json.GetTypeInfo(typeof(HttpGetPayload))),
    ];

    public static JobKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
