using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteOpeningTests : OpeningContract<SqliteStoreFixture>;

public sealed class SqliteSavingTests : SavingContract<SqliteStoreFixture>;
public sealed class SqliteSearchingTests : SearchingContract<SqliteStoreFixture>;

public sealed class SqliteOtherRulesTests : OtherRulesContract<SqliteStoreFixture>;

public sealed class SqliteReadingTests : ReadingContract<SqliteStoreFixture>;

public sealed class SqliteWindowTests : WindowContract<SqliteStoreFixture>;

public sealed class SqliteDueTests : DueContract<SqliteStoreFixture>;

public sealed class SqliteClaimingTests : ClaimingContract<SqliteStoreFixture>;

public sealed class SqliteClaimRefusalTests : ClaimRefusalContract<SqliteStoreFixture>;

public sealed class SqliteOverlapTests : OverlapContract<SqliteStoreFixture>;

public sealed class SqliteOverlapTableTests : OverlapTableContract<SqliteStoreFixture>;

public sealed class SqliteBufferingTests : BufferingContract<SqliteStoreFixture>;

public sealed class SqliteCancelOtherTests : CancelOtherContract<SqliteStoreFixture>;

public sealed class SqliteChainingTests : ChainingContract<SqliteStoreFixture>;

public sealed class SqliteTriggeringTests : TriggeringContract<SqliteStoreFixture>;

public sealed class SqliteCallbackTests : CallbackContract<SqliteStoreFixture>;

public sealed class SqliteRenewingTests : RenewingContract<SqliteStoreFixture>;

public sealed class SqliteRescuingTests : RescuingContract<SqliteStoreFixture>;

public sealed class SqliteFinishingTests : FinishingContract<SqliteStoreFixture>;

public sealed class SqliteStoppingTests : StoppingContract<SqliteStoreFixture>;

public sealed class SqliteFailuresInARowTests : FailuresInARowContract<SqliteStoreFixture>;

public sealed class SqlitePausingTests : PausingContract<SqliteStoreFixture>;

public sealed class SqliteStoppingRunsTests : StoppingRunsContract<SqliteStoreFixture>;

public sealed class SqliteResumingTests : ResumingContract<SqliteStoreFixture>;

public sealed class SqliteSettingAsideTests : SettingAsideContract<SqliteStoreFixture>;

public sealed class SqliteCancelKeysTests : CancelKeysContract<SqliteStoreFixture>;

public sealed class SqliteRaceTests : RaceContract<SqliteStoreFixture>;

public sealed class SqliteRunHistoryTests : RunHistoryContract<SqliteStoreFixture>;

public sealed class SqliteListingRunsTests : ListingRunsContract<SqliteStoreFixture>;

public sealed class SqliteStoppingInTwoStepsTests : StoppingInTwoStepsContract<SqliteStoreFixture>;
