using Scheduling.ConsoleHost.Arguments;

namespace Scheduling.ConsoleHost.Stores;

/// <summary>The file in which schedules are kept unless <c>--store</c> says otherwise: where the user's programs keep their data, whatever folder this one is started from.</summary>
internal static class DefaultStore
{
    private const string Name = "scheduling-console-host";

    public static StoreChoice Of(CommandLine commandLine)
    {
        // The demo's schedules would go on firing among the user's own.
        var file = commandLine.File is null ? "demo.db" : "schedules.db";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new StoreChoice.Sqlite(Path.Combine(
            (home.Length > 0 ? TryMake(Path.Combine(home, Name)) : null) ?? Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}")).FullName,
            file));
    }

    // Accounts of services often have a home that is not there or can't be written to.
    private static string? TryMake(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
