using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.EntityFrameworkCore.Schema.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class Schedules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "scheduling");

            migrationBuilder.CreateSequence(
                name: "versions",
                schema: "scheduling");

            migrationBuilder.CreateTable(
                name: "jobs",
                schema: "scheduling",
                columns: table => new
                {
                    job = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    fingerprint = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "runs",
                schema: "scheduling",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    incarnation = table.Column<long>(type: "bigint", nullable: false),
                    schedule_group = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    job = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: true),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    occurrence = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    lost = table.Column<int>(type: "integer", nullable: false),
                    node = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    started = table.Column<bool>(type: "boolean", nullable: false),
                    cancel = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schedules",
                schema: "scheduling",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    schedule_group = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    job = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: true),
                    recurrence = table.Column<string>(type: "text", nullable: false),
                    overlap = table.Column<int>(type: "integer", nullable: false),
                    catch_up = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    definition_note = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    incarnation = table.Column<long>(type: "bigint", nullable: false),
                    next_due = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    declared_by = table.Column<string>(type: "text", nullable: true),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    succeeded = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    cancelled = table.Column<long>(type: "bigint", nullable: false),
                    skipped_overlap = table.Column<long>(type: "bigint", nullable: false),
                    missed = table.Column<long>(type: "bigint", nullable: false),
                    last_outcome = table.Column<int>(type: "integer", nullable: true),
                    last_ended_at = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schedules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schema",
                schema: "scheduling",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    counter = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schema", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cancel_keys",
                schema: "scheduling",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    schedule_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cancel_keys", x => new { x.key, x.schedule_id });
                    table.ForeignKey(
                        name: "FK_cancel_keys_schedules_schedule_id",
                        column: x => x.schedule_id,
                        principalSchema: "scheduling",
                        principalTable: "schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "scheduling",
                table: "schema",
                columns: new[] { "id", "counter", "version" },
                values: new object[] { 1, 0L, 1 });

            migrationBuilder.CreateIndex(
                name: "ix_cancel_keys_schedule",
                schema: "scheduling",
                table: "cancel_keys",
                column: "schedule_id");

            migrationBuilder.CreateIndex(
                name: "ix_runs_schedule",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "schedule_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_runs_wake",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "job", "lease_until", "id" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_schedules_declared",
                schema: "scheduling",
                table: "schedules",
                column: "id",
                filter: "declared_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_schedules_due",
                schema: "scheduling",
                table: "schedules",
                columns: new[] { "job", "next_due", "id" },
                filter: "state = 0 AND next_due IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_schedules_group",
                schema: "scheduling",
                table: "schedules",
                columns: new[] { "schedule_group", "id" },
                filter: "schedule_group IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cancel_keys",
                schema: "scheduling");

            migrationBuilder.DropTable(
                name: "jobs",
                schema: "scheduling");

            migrationBuilder.DropTable(
                name: "runs",
                schema: "scheduling");

            migrationBuilder.DropTable(
                name: "schema",
                schema: "scheduling");

            migrationBuilder.DropTable(
                name: "schedules",
                schema: "scheduling");

            migrationBuilder.DropSequence(
                name: "versions",
                schema: "scheduling");
        }
    }
}
