using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>What is written when a run arrives or goes.</summary>
internal interface IRunWrites
{
    /// <summary>The next version or fence, of those that were reserved.</summary>
    long Draw();

    void Add(RunEntity run);

    void Change(RunEntity run);

    /// <summary>Others must not change the run until the end of the transaction, though it need not change here.</summary>
    void Hold(RunEntity run);

    /// <summary>State, times, version, note or counts change; or they must not be changed by others meanwhile.</summary>
    void Change(ScheduleEntity schedule);
}
