using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryOpeningTests : OpeningContract<InMemoryStoreFixture>;

public sealed class InMemorySavingTests : SavingContract<InMemoryStoreFixture>;
public sealed class InMemorySearchingTests : SearchingContract<InMemoryStoreFixture>;

public sealed class InMemoryOtherRulesTests : OtherRulesContract<InMemoryStoreFixture>;

public sealed class InMemoryReadingTests : ReadingContract<InMemoryStoreFixture>;

public sealed class InMemoryWindowTests : WindowContract<InMemoryStoreFixture>;

public sealed class InMemoryDueTests : DueContract<InMemoryStoreFixture>;

public sealed class InMemoryClaimingTests : ClaimingContract<InMemoryStoreFixture>;

public sealed class InMemoryClaimRefusalTests : ClaimRefusalContract<InMemoryStoreFixture>;

public sealed class InMemoryOverlapTests : OverlapContract<InMemoryStoreFixture>;

public sealed class InMemoryOverlapTableTests : OverlapTableContract<InMemoryStoreFixture>;

public sealed class InMemoryBufferingTests : BufferingContract<InMemoryStoreFixture>;

public sealed class InMemoryCancelOtherTests : CancelOtherContract<InMemoryStoreFixture>;

public sealed class InMemoryChainingTests : ChainingContract<InMemoryStoreFixture>;

public sealed class InMemoryTriggeringTests : TriggeringContract<InMemoryStoreFixture>;

public sealed class InMemoryCallbackTests : CallbackContract<InMemoryStoreFixture>;

public sealed class InMemoryRenewingTests : RenewingContract<InMemoryStoreFixture>;

public sealed class InMemoryRescuingTests : RescuingContract<InMemoryStoreFixture>;

public sealed class InMemoryFinishingTests : FinishingContract<InMemoryStoreFixture>;

public sealed class InMemoryStoppingTests : StoppingContract<InMemoryStoreFixture>;

public sealed class InMemoryFailuresInARowTests : FailuresInARowContract<InMemoryStoreFixture>;

public sealed class InMemoryPausingTests : PausingContract<InMemoryStoreFixture>;

public sealed class InMemoryStoppingRunsTests : StoppingRunsContract<InMemoryStoreFixture>;

public sealed class InMemoryResumingTests : ResumingContract<InMemoryStoreFixture>;

public sealed class InMemorySettingAsideTests : SettingAsideContract<InMemoryStoreFixture>;

public sealed class InMemoryCancelKeysTests : CancelKeysContract<InMemoryStoreFixture>;

public sealed class InMemoryRaceTests : RaceContract<InMemoryStoreFixture>;

public sealed class InMemoryRunHistoryTests : RunHistoryContract<InMemoryStoreFixture>;

public sealed class InMemoryListingRunsTests : ListingRunsContract<InMemoryStoreFixture>;

public sealed class InMemoryStoppingInTwoStepsTests : StoppingInTwoStepsContract<InMemoryStoreFixture>;
