namespace Scheduling.ConsoleHost.Rendering;

/// <summary>Shows what happens while the host runs.</summary>
internal interface IDisplay : IDisposable
{
    /// <summary>Shows until the token is cancelled.</summary>
    Task ShowAsync(CancellationToken cancellationToken);
}
