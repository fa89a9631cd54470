using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

public sealed class PostgresOpeningTests : OpeningContract<PostgresStoreFixture>;

public sealed class PostgresSavingTests : SavingContract<PostgresStoreFixture>;
public sealed class PostgresSearchingTests : SearchingContract<PostgresStoreFixture>;

public sealed class PostgresOtherRulesTests : OtherRulesContract<PostgresStoreFixture>;

public sealed class PostgresReadingTests : ReadingContract<PostgresStoreFixture>;

public sealed class PostgresWindowTests : WindowContract<PostgresStoreFixture>;

public sealed class PostgresDueTests : DueContract<PostgresStoreFixture>;

public sealed class PostgresClaimingTests : ClaimingContract<PostgresStoreFixture>;

public sealed class PostgresClaimRefusalTests : ClaimRefusalContract<PostgresStoreFixture>;

public sealed class PostgresOverlapTests : OverlapContract<PostgresStoreFixture>;

public sealed class PostgresOverlapTableTests : OverlapTableContract<PostgresStoreFixture>;

public sealed class PostgresBufferingTests : BufferingContract<PostgresStoreFixture>;

public sealed class PostgresCancelOtherTests : CancelOtherContract<PostgresStoreFixture>;

public sealed class PostgresChainingTests : ChainingContract<PostgresStoreFixture>;

public sealed class PostgresTriggeringTests : TriggeringContract<PostgresStoreFixture>;

public sealed class PostgresCallbackTests : CallbackContract<PostgresStoreFixture>;

public sealed class PostgresRenewingTests : RenewingContract<PostgresStoreFixture>;

public sealed class PostgresRescuingTests : RescuingContract<PostgresStoreFixture>;

public sealed class PostgresFinishingTests : FinishingContract<PostgresStoreFixture>;

public sealed class PostgresStoppingTests : StoppingContract<PostgresStoreFixture>;

public sealed class PostgresFailuresInARowTests : FailuresInARowContract<PostgresStoreFixture>;

public sealed class PostgresPausingTests : PausingContract<PostgresStoreFixture>;

public sealed class PostgresStoppingRunsTests : StoppingRunsContract<PostgresStoreFixture>;

public sealed class PostgresResumingTests : ResumingContract<PostgresStoreFixture>;

public sealed class PostgresSettingAsideTests : SettingAsideContract<PostgresStoreFixture>;

public sealed class PostgresCancelKeysTests : CancelKeysContract<PostgresStoreFixture>;

public sealed class PostgresRaceTests : RaceContract<PostgresStoreFixture>;

public sealed class PostgresRunHistoryTests : RunHistoryContract<PostgresStoreFixture>;

public sealed class PostgresListingRunsTests : ListingRunsContract<PostgresStoreFixture>;

public sealed class PostgresStoppingInTwoStepsTests : StoppingInTwoStepsContract<PostgresStoreFixture>;
