namespace Scheduling.Cluster.Tests.Checks;

/// <summary>Fencing tokens rise: from attempt to attempt, from occurrence to occurrence of a schedule, and from life to life of its id; none is given twice.</summary>
internal static class FencingTokens
{
    public static IEnumerable<string> Of(History history)
    {
        foreach (var run in history.Attempts())
        {
            foreach (var (earlier, later) in run.Zip(run.Skip(1)).Where(pair => pair.First.Start.Fence >= pair.Second.Start.Fence))
            {
                yield return $"{later.Start} has the token {later.Start.Fence}, and its attempt {earlier.Start.Attempt} had {earlier.Start.Fence}";
            }
        }

        foreach (var schedule in history.Starts.GroupBy(start => start.ScheduleId))
        {
            var claims = schedule.Where(start => start.Attempt == 1).OrderBy(start => start.Incarnation).ThenBy(start => start.Occurrence).ToList();
            foreach (var (earlier, later) in claims.Zip(claims.Skip(1)).Where(pair => pair.First.Fence >= pair.Second.Fence))
            {
                yield return $"{later} has the token {later.Fence}, and the occurrence before it had {earlier.Fence}";
            }

            foreach (var token in schedule.GroupBy(start => start.Fence).Where(starts => starts.Count() > 1))
            {
                yield return $"the token {token.Key} was given {token.Count()} times: {token.First()}";
            }
        }
    }
}
