namespace Scheduling.ConsoleHost.Jobs;

/// <summary>A command that could not be started, or ended with an exit code other than 0.</summary>
internal sealed class CommandFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
