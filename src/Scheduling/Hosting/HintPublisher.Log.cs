using Microsoft.Extensions.Logging;

namespace Scheduling.Hosting;

internal sealed partial class HintPublisher
{
    [LoggerMessage(1101, LogLevel.Warning, "The bus can't be reached. Other nodes hear of changes only when they next read the store, so their runs may be late; nothing is lost or run twice.")]
    private partial void LogBusIsDown(Exception exception);

    [LoggerMessage(1102, LogLevel.Information, "The bus can be reached again.")]
    private partial void LogBusIsBack();
}
