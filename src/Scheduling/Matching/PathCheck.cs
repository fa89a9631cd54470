using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Matching;

/// <summary>Refuses paths that a type does not have, or at which nothing can ever match. Pure.</summary>
internal static class PathCheck
{
    /// <param name="root">The metadata of the type in which the path begins.</param>
    /// <param name="path">JSON member names separated by dots, without <c>data.</c></param>
    /// <param name="what">What the type is, for the message: "event" or "payload".</param>
    /// <exception cref="ArgumentException">With the member that is missing and those that there are.</exception>
    public static void Check(JsonTypeInfo root, string path, string what)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(path);
        var shape = JsonShapes.Of(root);
        var info = root;
        foreach (var name in path.Split('.'))
        {
            if (info is null || shape is JsonShape.Anything)
            {
                return;
            }

            if (shape is JsonShape.Scalar or JsonShape.List)
            {
                throw Refused(
                    path, what, $"{info.Type.Name} is {Words(shape)} and has no member \"{name}\". End the path before it, or choose another");
            }

            if (JsonShapes.Members(info).FirstOrDefault(member => member.Name == name) is not { } member)
            {
                if (shape is JsonShape.Open)
                {
                    return;
                }

                throw Refused(path, what, $"{info.Type.Name} has no member \"{name}\". {Mend(info, name)}");
            }

            (shape, info) = JsonShapes.Of(member);
            if (info is null && shape is JsonShape.Scalar)
            {
                info = member.Options.GetTypeInfo(member.PropertyType);
            }
        }

        if (shape is JsonShape.List or JsonShape.Members or JsonShape.Open)
        {
            throw Refused(
                path, what, $"it leads to {Words(shape)} ({info!.Type.Name}), which matches nothing. End it at a number, a text, or true or false");
        }
    }

    private static string Mend(JsonTypeInfo info, string name)
    {
        var names = JsonShapes.Members(info).Select(member => member.Name).ToArray();
        var near = names.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
        var members = names.Length == 0 ? "It has none" : $"Its members are {string.Join(", ", names)}";
        return near is null ? members : $"Did you mean \"{near}\"? Case counts. {members}";
    }

    private static string Words(JsonShape shape) => shape switch
    {
        JsonShape.List => "a list",
        JsonShape.Scalar => "a single value",
        _ => "an object",
    };

    private static ArgumentException Refused(string path, string what, string fact) =>
        new($"The path data.{path} does not fit the {what}: {fact}.", nameof(path));
}
