namespace Scheduling.Tests.ConsoleHost;

/// <summary>Output in which a text is waited for.</summary>
internal sealed class AwaitedOutput(string text) : StringWriter
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Written => _written.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
        {
            _written.TrySetResult();
        }
    }
}
