namespace Scheduling.ConsoleHost.Files;

/// <summary>A file that is refused. The message names everything that is wrong with it.</summary>
internal sealed class ScheduleFileException(string message, Exception? innerException = null) : Exception(message, innerException);
