namespace Scheduling.Storage;

/// <summary>How a store marks a schedule whose cancel keys were made by other rules than those that are remembered of its job: with one key more.</summary>
public static class OtherRules
{
    private const int LongestKey = 200;

    /// <summary>The key that is added to those of such a schedule. No event has it; it goes when the schedule's keys are replaced.</summary>
    /// <param name="job">The schedule's job. Of very long names some may share a key, so whoever looks it up compares the job too.</param>
    public static string KeyOf(string job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var key = "\u001f" + job;
        return key.Length <= LongestKey ? key : key[..LongestKey];
    }
}
