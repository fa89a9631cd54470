using System.Globalization;
using Microsoft.Extensions.Options;

namespace Scheduling.Hosting;

/// <summary>Checks the options, and tells all that is wrong with them at once.</summary>
/// <remarks>
/// By hand, because <c>[Range]</c> can't hold a <see cref="TimeSpan"/> in a way that survives trimming, and can't name the value that was refused.
/// </remarks>
internal sealed class SchedulingOptionsRules : IValidateOptions<SchedulingOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, SchedulingOptions options)
    {
        List<string> failures = [];
        if (TextRule.Problem(options.NodeName) is { } problem)
        {
            Fail(nameof(options.NodeName), $"{problem}. Set it to a name of 1 to {TextRule.MaxLength} characters, for example \"worker-1\".");
        }

        if (TextRule.Problem(options.ApplicationName) is { } wrong)
        {
            Fail(nameof(options.ApplicationName), $"{wrong}. Set it to a name of 1 to {TextRule.MaxLength} characters, for example \"billing\".");
        }

        Between(nameof(options.MaxConcurrentRuns), options.MaxConcurrentRuns, 1, 100_000, "how many handlers may run at once, for example 64");
        Between(nameof(options.Lease), options.Lease, Second, TimeSpan.FromHours(1),
            "how long a node that died may hold a run, for example TimeSpan.FromSeconds(30)");
        Between(nameof(options.WindowSize), options.WindowSize, 16, 1_000_000, "how many wake-ups to keep in memory, for example 1000");
        Between(nameof(options.Grace), options.Grace, TimeSpan.Zero, Day, "how long a backup waits, for example TimeSpan.FromSeconds(1.5)");
        Between(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, Day,
            "how long handlers may take to end when the host stops, for example TimeSpan.FromSeconds(20)");
        Between(nameof(options.PoisonAfter), options.PoisonAfter, 1, 100, "how many nodes one run may take down, for example 3");
        Between(nameof(options.StrangerGrace), options.StrangerGrace, TimeSpan.Zero, TimeSpan.FromDays(365),
            "how long a deployment takes, for example TimeSpan.FromMinutes(1)");
        if (options.SafetySweep is { } sweep)
        {
            Between(nameof(options.SafetySweep), sweep, Second, TimeSpan.FromDays(365),
                "how often to look for what is due, for example TimeSpan.FromMinutes(10), or to null for never");
        }

        Between(nameof(options.KeepRuns), options.KeepRuns, 0, 10_000, "how many ended runs of each schedule to keep, for example 20");
        Between(nameof(options.KeepRunsFor), options.KeepRunsFor, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3_650),
            "how long to keep ended runs, for example TimeSpan.FromDays(7)");
        if (options.Json is null)
        {
            Fail(nameof(options.Json), "is null. Leave its default, or set it to JsonSerializerOptions of your own.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Fail(string option, string rest) => failures.Add($"{nameof(SchedulingOptions)}.{option} {rest}");

        void Between<T>(string option, T value, T least, T greatest, string mend)
            where T : IComparable<T>, IFormattable
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(greatest) > 0)
            {
                Fail(option, $"is {Say(value)}, but must be from {Say(least)} to {Say(greatest)}. Set it to {mend}.");
            }
        }
    }

    private static string Say(IFormattable value) => value.ToString(value is int ? "N0" : "c", CultureInfo.InvariantCulture);
}
