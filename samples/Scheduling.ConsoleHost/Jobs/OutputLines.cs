using System.Text;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>Cuts what a program writes into lines. Lines that are too long are cut too, so that no output can fill the memory.</summary>
internal static class OutputLines
{
    public const int Longest = 1_000;

    public static async Task ReadAsync(TextReader reader, Action<string> tell, CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        var buffer = new char[1_024];
        for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                if (buffer[i] == '\n')
                {
                    Flush(line, tell, evenIfEmpty: true);
                    continue;
                }

                line.Append(buffer[i]);
                if (line.Length == Longest)
                {
                    Flush(line, tell, evenIfEmpty: false);
                }
            }
        }

        Flush(line, tell, evenIfEmpty: false);
    }

    private static void Flush(StringBuilder line, Action<string> tell, bool evenIfEmpty)
    {
        if (line.Length > 0 && line[^1] == '\r')
        {
            line.Length--;
        }

        if (line.Length > 0 || evenIfEmpty)
        {
            tell(line.ToString());
        }

        line.Clear();
    }
}
