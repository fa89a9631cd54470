using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

/// <summary>What is refused at the call. The host has the jobs "broken", "plain" and "remind".</summary>
internal static class BadInputs
{
    private static readonly Recurrence s_daily = Recurrence.Cron("@daily");
    private static readonly DateTimeOffset s_now = EngineHost.Start;

    private static readonly (string What, string Text, string Message)[] s_texts =
    [
        ("over 200 characters", new string('x', 201), "*has 201 characters*1 to 200*"),
        ("with a line feed", "a\nb", "*control character (U+000A) at position 1*Remove it*"),
        ("with DEL", "ab\u007F", "*control character (U+007F) at position 2*"),
        ("with a C1 control", "\u0085b", "*control character (U+0085) at position 0*"),
        ("with NUL", "a\0", "*control character (U+0000) at position 1*"),
        ("with a lone high surrogate", "ab\uD83D", "*lone surrogate) at position 2*"),
        ("with a lone low surrogate", "\uDE00b", "*lone surrogate) at position 0*"),
        ("with surrogates exchanged", "\uDE00\uD83D", "*lone surrogate) at position 0*"),
    ];

    public static IEnumerable<BadInput> All =>
        [.. Jobs, .. Recurrences, .. Ids, .. Texts, .. Labels, .. Payloads, .. Definitions, .. Events, .. Stops, .. Bulk, .. RunLists];

    private static IEnumerable<BadInput> Jobs =>
    [
        Save("unknown job", Of() with { Job = "nobody" }, typeof(UnknownJobException),
            "*'a' names the job 'nobody', which is not registered here. Register it with AddJob(\"nobody\", *or with AddJobElsewhere*registered are: broken, plain, remind.*"),
        Save("job in another case", Of() with { Job = "Plain" }, typeof(UnknownJobException), "*'Plain'*not registered*"),
        Save("null job", Of() with { Job = null! }, typeof(ArgumentException), "*'a' has no job*AddJob*"),
    ];

    private static IEnumerable<BadInput> Recurrences =>
    [
        Due("cron with a wrong hour", Recurrence.Cron("0 25 * * *"), "*\"0 25 * * *\" can't be read*hour '25' at position 3 is wrong*"),
        Due("cron with a wrong element of a list", Recurrence.Cron("0 0 * * 1,9"), "*day of week '9' at position 11 is wrong*"),
        Due("cron with four fields", Recurrence.Cron("0 0 * *"), "*it has 4 fields*five fields*"),
        Due("empty cron", Recurrence.Cron(""), "*it has 0 fields*"),
        Due("unknown macro", Recurrence.Cron("@often"), "*macro at position 1 is not known*@daily*"),
        Due("cron that never fires", Recurrence.Cron("0 0 30 2 *"), "*\"0 0 30 2 *\" never fires*Choose a day*"),
        Due("unknown zone", Recurrence.Cron("@daily", "Europe/Nowhere"), "*\"Europe/Nowhere\" is not known*IANA*"),
        Due("empty zone", Recurrence.Cron("@daily", ""), "*time zone \"\" is not known*"),
        Due("period under the minimum", Recurrence.Every(TimeSpan.FromMilliseconds(999)), "*00:00:00.9990000 is too short*at least 00:00:01*"),
        Due("no period", Recurrence.Every(TimeSpan.Zero), "*too short*"),
        Due("period backwards", Recurrence.Every(TimeSpan.FromHours(-1)), "*too short*"),
        Due("end before start", s_daily.Between(s_now.AddDays(2), s_now.AddDays(1)), "*ends at 2026-03-02*before it starts at 2026-03-03*Exchange*"),
        Due("nothing between the bounds", s_daily.Between(s_now.AddHours(1), s_now.AddHours(2)), "*has no occurrence*Move its bounds*"),
        Due("no occurrence left", s_daily.Between(null, s_now), "*'a'*no occurrence after now*end in the future*"),
        Due("interval that ends before its first period", Recurrence.Every(TimeSpan.FromDays(1)).Between(null, s_now.AddHours(1)), "*no occurrence after now*"),
        Due("cron that excepts itself", s_daily.Except(s_daily), "*excepts its first 1,000,000 occurrences*Except fewer*"),
        Due("list of times that are past", Recurrence.Times([s_now.AddDays(-1), s_now]), "*'a'*no occurrence after now*"),
        Due("no recurrence", null!, "*'a' has no recurrence*Recurrence.Cron*") with { Refusal = typeof(ArgumentException) },
    ];

    private static IEnumerable<BadInput> Ids =>
    [
        .. s_texts.Append(("empty", "", "*id is empty*1 to 200*")).Append(("of white space", " \t", "*id is empty*"))
            .Append(("null", null!, "*id is empty*"))
            .SelectMany<(string What, string Text, string Message), BadInput>(text =>
            [
                Save($"id {text.What}", Of() with { Id = text.Text }, typeof(ArgumentException), text.Message),
                new($"delete an id {text.What}", scheduler => scheduler.DeleteAsync(text.Text), typeof(ArgumentException), text.Message),
                new($"pause an id {text.What}", scheduler => scheduler.PauseAsync(text.Text), typeof(ArgumentException), text.Message),
                new($"resume an id {text.What}", scheduler => scheduler.ResumeAsync(text.Text), typeof(ArgumentException), text.Message),
                new($"get an id {text.What}", scheduler => scheduler.GetAsync(text.Text), typeof(ArgumentException), text.Message),
            ]),
    ];

    private static IEnumerable<BadInput> Texts =>
    [
        .. s_texts.Append(("empty", "", "*has 0 characters*none at all*")).SelectMany<(string What, string Text, string Message), BadInput>(text =>
        [
            Save($"group {text.What}", Of() with { Group = text.Text }, typeof(ArgumentException), "The group of schedule 'a' " + text.Message),
            Save($"name {text.What}", Of() with { Name = text.Text }, typeof(ArgumentException), "The name of schedule 'a' " + text.Message),
        ]),
        Save("note over 1,000 characters", Of() with { Note = new string('x', 1_001) }, typeof(ArgumentException), "*note of schedule 'a' has 1,001 characters; 1,000 are the most*"),
        Save("note with NUL", Of() with { Note = "a\0" }, typeof(ArgumentException), "*note of schedule 'a'*U+0000*position 1*"),
        Save("note with half a character", Of() with { Note = "a\uD83D" }, typeof(ArgumentException), "*note of schedule 'a'*lone surrogate) at position 1*"),
        new("pause with a note over 1,000 characters", scheduler => scheduler.PauseAsync("a", new string('x', 1_001)), typeof(ArgumentException), "*1,000 are the most*"),
    ];

    private static IEnumerable<BadInput> Labels =>
    [
        .. s_texts.Skip(1).SelectMany<(string What, string Text, string Message), BadInput>(text =>
        [
            Label($"label's name {text.What}", text.Text, "x", "The name of a label of Schedule 'a' " + text.Message),
            Label($"label's value {text.What}", "x", text.Text, "The value of the label 'x' of Schedule 'a' " + text.Message),
        ]),
        Label("label without a name", "", "x", "*'a'*label whose name has 0 characters*1 to 100*"),
        Label("label's name over 100 characters", new string('x', 101), "x", "*'a'*label whose name has 101 characters*"),
        Label("label's value over 200 characters", "x", new string('x', 201), "*'a'*label 'x' with a value of 201 characters; 200 are the most*"),
        Label("label without a value", "x", null!, "*'a'*label 'x' without a value*may be empty*"),
        Save("33 labels", Of() with { Labels = Enumerable.Range(0, 33).ToDictionary(i => $"{i}", _ => "") }, typeof(ArgumentException), "*'a' has 33 labels; 32 are the most*"),
        List("labels without a value", new() { Labels = new Dictionary<string, string> { ["x"] = null! } }, "The filter has the label 'x' without a value*"),
        List("a range of due times that ends before it begins", new() { DueFrom = s_now.AddHours(1), DueBefore = s_now }, "*begins at 2026-03-01T01*Exchange*"),
        List("what is paused and due", new() { State = ScheduleState.Paused, DueFrom = s_now }, "*Paused and due in a range*only active*"),
    ];

    private static IEnumerable<BadInput> Payloads =>
    [
        Pay("payload that does not serialize", "broken", new Broken(), "*for the job 'broken' does not serialize*out of order*"),
        Pay("payload of another type", "remind", "text", "*'remind' takes a payload of type *Reminder, but one of type System.String was given*"),
        Pay("no payload", "remind", null, "*'remind' takes a payload of type *Reminder, but none was given. Set ScheduleDefinition.Payload*"),
        Pay("payload for a job without one", "plain", new Reminder(1), "*'plain' takes no payload*Leave it out*"),
        Pay("payload over 256 KiB", "remind", new Reminder(1, new string('x', 256 * 1024)), "*at most 262,144 (256 KiB)*"),
    ];

    private static IEnumerable<BadInput> Definitions =>
    [
        Save("undefined overlap", Of() with { Overlap = (OverlapPolicy)9 }, typeof(ArgumentException), "*'a'*policy that does not exist*"),
        Save("undefined catch-up", Of() with { CatchUp = (CatchUpPolicy)(-1) }, typeof(ArgumentException), "*'a'*policy that does not exist*"),
        Save("no catch-up window", Of() with { CatchUpWindow = TimeSpan.Zero }, typeof(ArgumentException), "*'a'*catch-up window of 00:00:00*more than zero*"),
        Save("catch-up window over ten years", Of() with { CatchUpWindow = TimeSpan.FromDays(3_651) }, typeof(ArgumentException), "*'a'*window of 3651*at most 3650*"),
        Save("null definition", null!, typeof(ArgumentNullException), "*definition*"),
        new("null definitions", scheduler => scheduler.SaveAsync((IEnumerable<ScheduleDefinition>)null!), typeof(ArgumentNullException), "*definitions*"),
        new("null among definitions", scheduler => scheduler.SaveAsync([Of(), null!]), typeof(ArgumentNullException), "*definition*"),
        new("an id twice", scheduler => scheduler.SaveAsync([Of(), Of() with { Id = "b" }, Of()]), typeof(ArgumentException), "*id 'a' stands twice*"),
        new("one bad definition among good ones", scheduler => scheduler.SaveAsync([Of(), Of() with { Id = "b", Job = "nobody" }]), typeof(UnknownJobException), "*'b'*"),
    ];

    private static IEnumerable<BadInput> Events =>
    [
        .. new[] { "", " ", "customer deleted", "customer\tdeleted", "a=b", "a\u0001", "a\uD83D", new string('x', 201) }.Select(name =>
            new BadInput($"event name of {name.Length}: {Uri.EscapeDataString(name[..Math.Min(name.Length, 20)])}",
                scheduler => scheduler.SendAsync(name, new Reminder(1)), typeof(ArgumentException), "*event name*not acceptable*customer/deleted*")),
        new("null event name", scheduler => scheduler.SendAsync(null!, new Reminder(1)), typeof(ArgumentNullException), "*name*"),
        new("null event", scheduler => scheduler.SendAsync<Reminder>(null!), typeof(ArgumentNullException), "*data*"),
        new("event with 257 values", scheduler => scheduler.SendAsync("a", Enumerable.Range(0, 257).ToDictionary(i => $"k{i}")), typeof(ArgumentException),
            "*data of a has more than 256 values*"),
        new("event that does not serialize", scheduler => scheduler.SendAsync("a", new Broken()), typeof(InvalidPayloadException), "*data of event 'a'*can't be written as JSON*"),
        new("event with a type that has no JSON form", scheduler => scheduler.SendAsync("a", new { Type = typeof(int) }), typeof(InvalidPayloadException), "*event 'a'*can't be written*"),
        new("schedule/start without scheduleId", scheduler => scheduler.SendAsync("schedule/start", new Reminder(1)), typeof(ArgumentException), "*names no schedule*scheduleId*"),
        new("schedule/start with a number", scheduler => scheduler.SendAsync("schedule/start", new { ScheduleId = 1 }), typeof(ArgumentException), "*names no schedule*"),
    ];

    private static IEnumerable<BadInput> Stops =>
    [
        new("delete by an empty filter", scheduler => scheduler.DeleteAsync(new ScheduleFilter()), typeof(ArgumentException), "*filter is empty*ScheduleFilter.All*"),
        new("delete by a null filter", scheduler => scheduler.DeleteAsync((ScheduleFilter)null!), typeof(ArgumentNullException), "*filter*"),
        new("delete by an undefined state", scheduler => scheduler.DeleteAsync(new ScheduleFilter { State = (ScheduleState)9 }), typeof(ArgumentException), "*state*does not exist*"),
        new("delete with undefined fate of runs", scheduler => scheduler.DeleteAsync("a", (RunningRuns)9), typeof(ArgumentException), "*RunningRuns*"),
        new("pause with undefined fate of runs", scheduler => scheduler.PauseAsync("a", null, (RunningRuns)9), typeof(ArgumentException), "*RunningRuns*"),
    ];

    private static IEnumerable<BadInput> Bulk =>
    [
        .. new (string Action, Func<IScheduler, ScheduleFilter, Task> Call)[]
        {
            ("delete", (scheduler, filter) => scheduler.DeleteAsync(filter, new BulkOptions { DryRun = true })),
            ("pause", (scheduler, filter) => scheduler.PauseAsync(filter)),
            ("resume", (scheduler, filter) => scheduler.ResumeAsync(filter)),
            ("update", (scheduler, filter) => scheduler.UpdateAsync(filter, definition => definition)),
        }.SelectMany<(string Action, Func<IScheduler, ScheduleFilter, Task> Call), BadInput>(bulk =>
        [
            new($"{bulk.Action} together by an empty filter", scheduler => bulk.Call(scheduler, new()), typeof(ArgumentException), $"*filter is empty*{bulk.Action} every schedule*ScheduleFilter.All*"),
            new($"{bulk.Action} together by a null filter", scheduler => bulk.Call(scheduler, null!), typeof(ArgumentNullException), "*filter*"),
            new($"{bulk.Action} together by an undefined state", scheduler => bulk.Call(scheduler, new() { State = (ScheduleState)9 }), typeof(ArgumentException), "*state*does not exist*"),
        ]),
        new("count by an undefined state", scheduler => scheduler.CountAsync(new() { State = (ScheduleState)9 }), typeof(ArgumentException), "*state*does not exist*"),
        new("delete together without options", scheduler => scheduler.DeleteAsync(ScheduleFilter.All, (BulkOptions)null!), typeof(ArgumentNullException), "*options*"),
        new("pause together with undefined fate of runs", scheduler => scheduler.PauseAsync(ScheduleFilter.All, null, new() { Running = (RunningRuns)9 }), typeof(ArgumentException), "*RunningRuns*"),
        new("pause together with a long note", scheduler => scheduler.PauseAsync(ScheduleFilter.All, new string('x', 1_001)), typeof(ArgumentException), "The note of the pause has 1,001*"),
        new("update together without a change", scheduler => scheduler.UpdateAsync(ScheduleFilter.All, null!), typeof(ArgumentNullException), "*change*"),
    ];

    private static IEnumerable<BadInput> RunLists =>
    [
        .. s_texts.Append(("empty", "", "*id is empty*1 to 200*")).Select<(string What, string Text, string Message), BadInput>(text =>
            Runs($"runs of an id {text.What}", new() { ScheduleId = text.Text }, text.Message)),
        Runs("runs in an undefined state", new() { State = (RunState)9 }, "*state 9, which does not exist*RunState*"),
    ];

    private static ScheduleDefinition Of() => new("a", "plain", s_daily);

    private static BadInput Save(string what, ScheduleDefinition definition, Type refusal, string message) =>
        new(what, scheduler => scheduler.SaveAsync(definition), refusal, message);

    private static BadInput Runs(string what, RunFilter filter, string message) =>
        new(what, scheduler => scheduler.ListRunsAsync(filter).GetAsyncEnumerator().MoveNextAsync().AsTask(), typeof(ArgumentException), message);

    private static BadInput Label(string what, string name, string value, string message) =>
        Save(what, Of() with { Labels = new Dictionary<string, string> { [name] = value } }, typeof(ArgumentException), message);

    private static BadInput List(string what, ScheduleFilter filter, string message) =>
        new($"list {what}", scheduler => scheduler.ListAsync(filter).GetAsyncEnumerator().MoveNextAsync().AsTask(), typeof(ArgumentException), message);

    private static BadInput Due(string what, Recurrence recurrence, string message) =>
        Save(what, Of() with { Recurrence = recurrence }, typeof(InvalidRecurrenceException), message);

    private static BadInput Pay(string what, string job, object? payload, string message) =>
        Save(what, Of() with { Job = job, Payload = payload }, typeof(InvalidPayloadException), message);
}
