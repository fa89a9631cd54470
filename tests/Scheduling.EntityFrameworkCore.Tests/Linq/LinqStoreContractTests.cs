using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Linq;

public sealed class LinqOpeningTests : OpeningContract<LinqStoreFixture>;

public sealed class LinqSavingTests : SavingContract<LinqStoreFixture>;
public sealed class LinqSearchingTests : SearchingContract<LinqStoreFixture>;

public sealed class LinqOtherRulesTests : OtherRulesContract<LinqStoreFixture>;

public sealed class LinqReadingTests : ReadingContract<LinqStoreFixture>;

public sealed class LinqWindowTests : WindowContract<LinqStoreFixture>;

public sealed class LinqDueTests : DueContract<LinqStoreFixture>;

public sealed class LinqClaimingTests : ClaimingContract<LinqStoreFixture>;

public sealed class LinqClaimRefusalTests : ClaimRefusalContract<LinqStoreFixture>;

public sealed class LinqOverlapTests : OverlapContract<LinqStoreFixture>;

public sealed class LinqOverlapTableTests : OverlapTableContract<LinqStoreFixture>;

public sealed class LinqBufferingTests : BufferingContract<LinqStoreFixture>;

public sealed class LinqCancelOtherTests : CancelOtherContract<LinqStoreFixture>;

public sealed class LinqChainingTests : ChainingContract<LinqStoreFixture>;

public sealed class LinqTriggeringTests : TriggeringContract<LinqStoreFixture>;

public sealed class LinqCallbackTests : CallbackContract<LinqStoreFixture>;

public sealed class LinqRenewingTests : RenewingContract<LinqStoreFixture>;

public sealed class LinqRescuingTests : RescuingContract<LinqStoreFixture>;

public sealed class LinqFinishingTests : FinishingContract<LinqStoreFixture>;

public sealed class LinqStoppingTests : StoppingContract<LinqStoreFixture>;

public sealed class LinqFailuresInARowTests : FailuresInARowContract<LinqStoreFixture>;

public sealed class LinqPausingTests : PausingContract<LinqStoreFixture>;

public sealed class LinqStoppingRunsTests : StoppingRunsContract<LinqStoreFixture>;

public sealed class LinqResumingTests : ResumingContract<LinqStoreFixture>;

public sealed class LinqSettingAsideTests : SettingAsideContract<LinqStoreFixture>;

public sealed class LinqCancelKeysTests : CancelKeysContract<LinqStoreFixture>;

public sealed class LinqRaceTests : RaceContract<LinqStoreFixture>;

public sealed class LinqRunHistoryTests : RunHistoryContract<LinqStoreFixture>;

public sealed class LinqListingRunsTests : ListingRunsContract<LinqStoreFixture>;

public sealed class LinqStoppingInTwoStepsTests : StoppingInTwoStepsContract<LinqStoreFixture>;
