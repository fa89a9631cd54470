using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>What is true of an occurrence at each point.</summary>
internal static class PointFacts
{
    /// <summary>The result of a call that comes in between here.</summary>
    public static CancelResult Result(this Point point) => point switch
    {
        Point.BeforePublishingTheSave or Point.AfterPublishingTheSave or Point.Asleep or Point.BeforeTheClaim => new(1, 1, 0, 0),
        Point.AfterTheFinish or Point.BeforePublishingTheFinish or Point.AfterPublishingTheFinish or Point.AfterTheFinishOfTheRetry => new(1, 1, 0, 0),
        Point.AfterTheClaim or Point.BeforeTheThread => new(1, 0, 1, 0),
        Point.AfterTheFailureIsStored or Point.BeforePublishingTheFailure or Point.AfterPublishingTheFailure => new(1, 0, 1, 0),
        Point.WaitingForTheRetry or Point.BeforeTheRescue or Point.AfterTheRescue or Point.BeforeTheThreadOfTheRetry => new(1, 0, 1, 0),
        _ => new(1, 0, 0, 1),
    };

    /// <summary>Whether the occurrence has been claimed, and so has an outcome in the end.</summary>
    public static bool IsClaimed(this Point point) => point is not
        (Point.BeforePublishingTheSave or Point.AfterPublishingTheSave or Point.Asleep or Point.BeforeTheClaim);

    /// <summary>Whether a handler waits here, and so sees its token.</summary>
    public static bool HasHandlerWaiting(this Point point) => point
        is Point.AtTheFirstInstruction or Point.InTheHandler or Point.BeforePublishingTheClaim or Point.AfterPublishingTheClaim
        or Point.AtTheFirstInstructionOfTheRetry or Point.InTheHandlerOfTheRetry or Point.BeforePublishingTheRescue or Point.AfterPublishingTheRescue;

    /// <summary>Whether the first attempt has to fail for this point to be reached.</summary>
    public static bool NeedsFailure(this Point point) => point >= Point.BeforeTheFailureIsStored;

    /// <summary>The attempt during which the call comes.</summary>
    public static int Attempt(this Point point) => point >= Point.BeforeTheRescue ? 2 : 1;
}
