namespace Scheduling.Diagnostics;

/// <summary>Logs and counts on the node's own path: a logger or a listener that throws must not keep the node from its work.</summary>
internal static class Unhurt
{
    public static void By(Action telling)
    {
        try
        {
            telling();
        }
#pragma warning disable CA1031 // There is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
