namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>Where, on the way of an occurrence from its save to the end of its run, a call comes in between.</summary>
internal enum Point
{
    BeforePublishingTheSave,
    AfterPublishingTheSave,
    Asleep,
    BeforeTheClaim,
    AfterTheClaim,
    BeforePublishingTheClaim,
    AfterPublishingTheClaim,
    BeforeTheThread,
    AtTheFirstInstruction,
    InTheHandler,
    BeforeTheFinish,
    AfterTheFinish,
    BeforePublishingTheFinish,
    AfterPublishingTheFinish,
    BeforeTheFailureIsStored,
    AfterTheFailureIsStored,
    BeforePublishingTheFailure,
    AfterPublishingTheFailure,
    WaitingForTheRetry,
    BeforeTheRescue,
    AfterTheRescue,
    BeforePublishingTheRescue,
    AfterPublishingTheRescue,
    BeforeTheThreadOfTheRetry,
    AtTheFirstInstructionOfTheRetry,
    InTheHandlerOfTheRetry,
    BeforeTheFinishOfTheRetry,
    AfterTheFinishOfTheRetry,
}
