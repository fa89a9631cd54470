using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Matching;

/// <summary>Turns a lambda such as <c>e => e.Order.CustomerId</c> into a JSON path such as <c>order.customerId</c>. Pure; compiles nothing.</summary>
internal static class MemberPath
{
    /// <param name="member">Member access, from the parameter on.</param>
    /// <param name="root">The metadata of <typeparamref name="T"/>: it says how members are named in JSON.</param>
    /// <param name="what">What the type is, for the message: "event" or "payload".</param>
    /// <exception cref="ArgumentException">The lambda holds something else, or a member that is not written, or ends at an object or a list.</exception>
    public static string Of<T>(Expression<Func<T, object?>> member, JsonTypeInfo root, string what)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(root);
        List<string> names = [];
        var (shape, info) = (JsonShapes.Of(root), (JsonTypeInfo?)root);
        foreach (var step in Steps(member))
        {
            var found = info?.Kind == JsonTypeInfoKind.Object
                ? JsonShapes.Members(info).FirstOrDefault(one => one.AttributeProvider is MemberInfo known && IsSame(known, step))
                : null;
            if (found is null)
            {
                var why = shape is JsonShape.Members or JsonShape.Open && info?.Kind == JsonTypeInfoKind.Object
                    ? "is not written as JSON. Choose one that is, or take its JsonIgnore away"
                    : "lies inside a value whose JSON its type does not say. Choose a member before it, or give the path as a text (match: \"data.…\")";
                throw new ArgumentException($"The lambda {member} does not fit the {what}: {step.Name} {why}.", nameof(member));
            }

            names.Add(found.Name);
            (shape, info) = JsonShapes.Of(found);
        }

        var path = string.Join('.', names);
        PathCheck.Check(root, path, what);
        return path;
    }

    private static List<MemberInfo> Steps<T>(Expression<Func<T, object?>> lambda)
    {
        List<MemberInfo> steps = [];
        var at = lambda.Body;
        while (at != lambda.Parameters[0])
        {
            switch (at)
            {
                // Boxing, and the widening of a number or an enum, change nothing in what is written.
                case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked, Method: null } convert:
                    at = convert.Operand;
                    break;
                // JSON knows no Nullable: its Value is the member itself.
                case MemberExpression { Expression: { } inner, Member.Name: "Value" } when Nullable.GetUnderlyingType(inner.Type) is not null:
                    at = inner;
                    break;
                case MemberExpression { Expression: { } inner, Member: var member }:
                    steps.Add(member);
                    at = inner;
                    break;
                default:
                    throw NotMembers(lambda);
            }
        }

        if (steps.Count == 0)
        {
            throw NotMembers(lambda);
        }

        steps.Reverse();
        return steps;
    }

    // Compared by name, since an overridden member is declared twice but written once.
    private static bool IsSame(MemberInfo known, MemberInfo step) => known.Name == step.Name;

    private static ArgumentException NotMembers(LambdaExpression lambda) =>
        new($"The lambda {lambda} is not a plain member access. Write e => e.Member, or e => e.Member.Inner.", nameof(lambda));
}
