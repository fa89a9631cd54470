using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Replaces the labels by which users find schedules.</summary>
internal static class Labels
{
    public static void Replace(
        IUnitOfWork unit, string scheduleId, IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (name, value) in stored.Where(label => !labels.ContainsKey(label.Key)))
        {
            unit.Remove(new LabelEntity { ScheduleId = scheduleId, Name = name, Value = value });
        }

        foreach (var (name, value) in labels.Where(label => stored.GetValueOrDefault(label.Key) != label.Value))
        {
            unit.Put(new LabelEntity { ScheduleId = scheduleId, Name = name, Value = value });
        }
    }
}
