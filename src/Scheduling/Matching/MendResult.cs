namespace Scheduling.Matching;

/// <summary>How a job's rules stood when the keys of its schedules were mended.</summary>
internal enum MendResult
{
    /// <summary>The rules of this host are the job's, and no schedule that was stored before has keys made by others.</summary>
    InForce,

    /// <summary>As <see cref="InForce"/>, and some schedules had to be mended.</summary>
    Mended,

    /// <summary>This host has made its rules the job's.</summary>
    TookOver,

    /// <summary>The job goes by the rules of another host.</summary>
    Overruled,

    /// <summary>The store did not answer.</summary>
    Failed,
}
