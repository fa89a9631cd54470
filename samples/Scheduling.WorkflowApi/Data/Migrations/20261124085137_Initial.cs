using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.WorkflowApi.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "migrated_jobs",
                columns: table => new
                {
                    PolledId = table.Column<long>(type: "INTEGER", nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    Shadow = table.Column<bool>(type: "INTEGER", nullable: false),
                    Continues = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_migrated_jobs", x => x.PolledId);
                });

            migrationBuilder.CreateTable(
                name: "node_effects",
                columns: table => new
                {
                    IdempotencyKey = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    WorkflowId = table.Column<string>(type: "TEXT", nullable: false),
                    NodeKey = table.Column<string>(type: "TEXT", nullable: false),
                    Occurrence = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_node_effects", x => x.IdempotencyKey);
                });

            migrationBuilder.CreateTable(
                name: "polled_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    job_id = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ran_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_polled_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scheduled_jobs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    workflow = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    cron = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    next_run = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduled_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scheduling_jobs",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduling_jobs", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "scheduling_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    schedule_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    incarnation = table.Column<long>(type: "INTEGER", nullable: false),
                    schedule_group = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    job = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: true),
                    occurrence = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: false),
                    fence = table.Column<long>(type: "INTEGER", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    lost = table.Column<int>(type: "INTEGER", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: false),
                    started = table.Column<bool>(type: "INTEGER", nullable: false),
                    cancel = table.Column<int>(type: "INTEGER", nullable: false),
                    claimed_at = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduling_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scheduling_schedules",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    schedule_group = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    job = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    recurrence = table.Column<string>(type: "TEXT", nullable: false),
                    overlap = table.Column<int>(type: "INTEGER", nullable: false),
                    catch_up = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    definition_note = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    incarnation = table.Column<long>(type: "INTEGER", nullable: false),
                    next_due = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: true),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    declared_by = table.Column<string>(type: "TEXT", nullable: true),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: true),
                    succeeded = table.Column<long>(type: "INTEGER", nullable: false),
                    failed = table.Column<long>(type: "INTEGER", nullable: false),
                    cancelled = table.Column<long>(type: "INTEGER", nullable: false),
                    skipped_overlap = table.Column<long>(type: "INTEGER", nullable: false),
                    missed = table.Column<long>(type: "INTEGER", nullable: false),
                    last_outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    last_ended_at = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduling_schedules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scheduling_schema",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    counter = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduling_schema", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shadow_runs",
                columns: table => new
                {
                    IdempotencyKey = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", nullable: false),
                    WorkflowId = table.Column<string>(type: "TEXT", nullable: false),
                    NodeKey = table.Column<string>(type: "TEXT", nullable: false),
                    Occurrence = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shadow_runs", x => x.IdempotencyKey);
                });

            migrationBuilder.CreateTable(
                name: "workflows",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workflows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "scheduling_cancel_keys",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    schedule_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduling_cancel_keys", x => new { x.key, x.schedule_id });
                    table.ForeignKey(
                        name: "FK_scheduling_cancel_keys_scheduling_schedules_schedule_id",
                        column: x => x.schedule_id,
                        principalTable: "scheduling_schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    WorkflowId = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nodes", x => new { x.WorkflowId, x.Key });
                    table.ForeignKey(
                        name: "FK_nodes_workflows_WorkflowId",
                        column: x => x.WorkflowId,
                        principalTable: "workflows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "scheduling_schema",
                columns: new[] { "id", "counter", "version" },
                values: new object[] { 1, 0L, 2 });

            migrationBuilder.CreateIndex(
                name: "IX_migrated_jobs_ScheduleId",
                table: "migrated_jobs",
                column: "ScheduleId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_polled_runs_job_id",
                table: "polled_runs",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "IX_scheduled_jobs_next_run",
                table: "scheduled_jobs",
                column: "next_run");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_cancel_keys_schedule",
                table: "scheduling_cancel_keys",
                column: "schedule_id");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_ended",
                table: "scheduling_runs",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_schedule",
                table: "scheduling_runs",
                columns: new[] { "schedule_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_wake",
                table: "scheduling_runs",
                columns: new[] { "job", "lease_until", "id" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_schedules_declared",
                table: "scheduling_schedules",
                column: "id",
                filter: "declared_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_schedules_due",
                table: "scheduling_schedules",
                columns: new[] { "job", "next_due", "id" },
                filter: "state = 0 AND next_due IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_schedules_group",
                table: "scheduling_schedules",
                columns: new[] { "schedule_group", "id" },
                filter: "schedule_group IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_shadow_runs_WorkflowId_NodeKey",
                table: "shadow_runs",
                columns: new[] { "WorkflowId", "NodeKey" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "migrated_jobs");

            migrationBuilder.DropTable(
                name: "node_effects");

            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "polled_runs");

            migrationBuilder.DropTable(
                name: "scheduled_jobs");

            migrationBuilder.DropTable(
                name: "scheduling_cancel_keys");

            migrationBuilder.DropTable(
                name: "scheduling_jobs");

            migrationBuilder.DropTable(
                name: "scheduling_runs");

            migrationBuilder.DropTable(
                name: "scheduling_schema");

            migrationBuilder.DropTable(
                name: "shadow_runs");

            migrationBuilder.DropTable(
                name: "workflows");

            migrationBuilder.DropTable(
                name: "scheduling_schedules");
        }
    }
}
