-- Makes the tables of Scheduling in PostgreSQL, or brings them up to date. May be run again.
DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = 'scheduling') THEN
        CREATE SCHEMA scheduling;
    END IF;
END $EF$;
CREATE TABLE IF NOT EXISTS scheduling.migrations (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK_migrations" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
        IF NOT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = 'scheduling') THEN
            CREATE SCHEMA scheduling;
        END IF;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE SEQUENCE scheduling.versions START WITH 1 INCREMENT BY 1 NO CYCLE;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE TABLE scheduling.jobs (
        job character varying(200) COLLATE "C" NOT NULL,
        fingerprint text NOT NULL,
        CONSTRAINT "PK_jobs" PRIMARY KEY (job)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE TABLE scheduling.runs (
        id uuid NOT NULL,
        schedule_id character varying(200) COLLATE "C" NOT NULL,
        incarnation bigint NOT NULL,
        schedule_group character varying(200) COLLATE "C",
        name character varying(200) COLLATE "C",
        job character varying(200) COLLATE "C" NOT NULL,
        payload text,
        trace_parent text,
        occurrence timestamp(6) with time zone NOT NULL,
        fence bigint NOT NULL,
        attempt integer NOT NULL,
        failures integer NOT NULL,
        lost integer NOT NULL,
        node text NOT NULL,
        state integer NOT NULL,
        lease_until timestamp(6) with time zone NOT NULL,
        started boolean NOT NULL,
        cancel integer NOT NULL,
        ended_at timestamp(6) with time zone,
        CONSTRAINT "PK_runs" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE TABLE scheduling.schedules (
        id character varying(200) COLLATE "C" NOT NULL,
        schedule_group character varying(200) COLLATE "C",
        name character varying(200) COLLATE "C",
        job character varying(200) COLLATE "C" NOT NULL,
        payload text,
        recurrence text NOT NULL,
        overlap integer NOT NULL,
        catch_up integer NOT NULL,
        state integer NOT NULL,
        note text,
        definition_note text,
        version bigint NOT NULL,
        incarnation bigint NOT NULL,
        next_due timestamp(6) with time zone,
        owner text NOT NULL,
        declared_by text,
        trace_parent text,
        succeeded bigint NOT NULL,
        failed bigint NOT NULL,
        cancelled bigint NOT NULL,
        skipped_overlap bigint NOT NULL,
        missed bigint NOT NULL,
        last_outcome integer,
        last_ended_at timestamp(6) with time zone,
        last_error text,
        created_at timestamp(6) with time zone NOT NULL,
        updated_at timestamp(6) with time zone NOT NULL,
        CONSTRAINT "PK_schedules" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE TABLE scheduling.schema (
        id integer NOT NULL,
        version integer NOT NULL,
        counter bigint NOT NULL,
        CONSTRAINT "PK_schema" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE TABLE scheduling.cancel_keys (
        key character varying(200) COLLATE "C" NOT NULL,
        schedule_id character varying(200) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_cancel_keys" PRIMARY KEY (key, schedule_id),
        CONSTRAINT "FK_cancel_keys_schedules_schedule_id" FOREIGN KEY (schedule_id) REFERENCES scheduling.schedules (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    INSERT INTO scheduling.schema (id, counter, version)
    VALUES (1, 0, 1);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE INDEX ix_cancel_keys_schedule ON scheduling.cancel_keys (schedule_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE INDEX ix_runs_schedule ON scheduling.runs (schedule_id, ended_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE INDEX ix_runs_wake ON scheduling.runs (job, lease_until, id) WHERE ended_at IS NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE INDEX ix_schedules_declared ON scheduling.schedules (id) WHERE declared_by IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE INDEX ix_schedules_due ON scheduling.schedules (job, next_due, id) WHERE state = 0 AND next_due IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    CREATE INDEX ix_schedules_group ON scheduling.schedules (schedule_group, id) WHERE schedule_group IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124081745_Schedules') THEN
    INSERT INTO scheduling.migrations ("MigrationId", "ProductVersion")
    VALUES ('20261124081745_Schedules', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124082000_RunHistory') THEN
    ALTER TABLE scheduling.runs ADD claimed_at timestamp(6) with time zone NOT NULL DEFAULT TIMESTAMPTZ '-infinity';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124082000_RunHistory') THEN
    ALTER TABLE scheduling.runs ADD error text;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124082000_RunHistory') THEN
    UPDATE scheduling.runs SET claimed_at = occurrence;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124082000_RunHistory') THEN
    UPDATE scheduling.schema SET version = 2
    WHERE id = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124082000_RunHistory') THEN
    CREATE INDEX ix_runs_ended ON scheduling.runs (ended_at) WHERE ended_at IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124082000_RunHistory') THEN
    INSERT INTO scheduling.migrations ("MigrationId", "ProductVersion")
    VALUES ('20261124082000_RunHistory', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.schedules ADD asked bigint NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.schedules ADD buffer_limit integer NOT NULL DEFAULT 100;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.schedules ADD catch_up_window bigint;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.schedules ADD next_occurrence timestamp(6) with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.schedules ADD remaining bigint;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.runs ADD cause integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.runs ADD due timestamp(6) with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.runs ADD followed boolean NOT NULL DEFAULT FALSE;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.runs ADD last_missed timestamp(6) with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    ALTER TABLE scheduling.runs ADD missed bigint NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    UPDATE scheduling.schema SET version = 3
    WHERE id = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    CREATE INDEX ix_runs_buffered ON scheduling.runs (schedule_id, occurrence, id) WHERE state = 5;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124145413_Semantics') THEN
    INSERT INTO scheduling.migrations ("MigrationId", "ProductVersion")
    VALUES ('20261124145413_Semantics', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    DROP INDEX scheduling.ix_runs_wake;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.schedules ADD callbacks integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.schedules ADD failure_streak integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.schedules ADD pause_after_failures integer;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.schedules ADD paused_due timestamp(6) with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.schedules ADD paused_until timestamp(6) with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.runs ADD callback_error text;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.runs ADD callback_of integer;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.runs ADD callbacks integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    ALTER TABLE scheduling.runs ADD pause_after_failures integer;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    CREATE TABLE scheduling.labels (
        schedule_id character varying(200) COLLATE "C" NOT NULL,
        name character varying(200) COLLATE "C" NOT NULL,
        value character varying(200) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_labels" PRIMARY KEY (schedule_id, name),
        CONSTRAINT "FK_labels_schedules_schedule_id" FOREIGN KEY (schedule_id) REFERENCES scheduling.schedules (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    UPDATE scheduling.schema SET version = 4
    WHERE id = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    CREATE INDEX ix_schedules_job ON scheduling.schedules (job, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    CREATE INDEX ix_schedules_state ON scheduling.schedules (state, id) WHERE state <> 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    CREATE INDEX ix_runs_wake ON scheduling.runs (job, lease_until, id) WHERE state IN (0, 1, 5);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    CREATE INDEX ix_labels_value ON scheduling.labels (name, value, schedule_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM scheduling.migrations WHERE "MigrationId" = '20261124214728_Callbacks') THEN
    INSERT INTO scheduling.migrations ("MigrationId", "ProductVersion")
    VALUES ('20261124214728_Callbacks', '10.0.15');
    END IF;
END $EF$;
COMMIT;

