namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>What is remembered of a job: by which rules the cancel keys of its schedules were made.</summary>
public sealed class JobEntity
{
    internal JobEntity()
    {
    }

    /// <summary>The job.</summary>
    public string Job { get; internal set; } = null!;

    /// <summary>The fingerprint of its rules; followed by a word while its schedules' keys are not yet all made by them.</summary>
    public string Fingerprint { get; internal set; } = null!;
}
