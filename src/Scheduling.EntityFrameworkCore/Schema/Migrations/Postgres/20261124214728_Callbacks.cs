using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.EntityFrameworkCore.Schema.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class Callbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_runs_wake",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.AddColumn<int>(
                name: "callbacks",
                schema: "scheduling",
                table: "schedules",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "failure_streak",
                schema: "scheduling",
                table: "schedules",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "pause_after_failures",
                schema: "scheduling",
                table: "schedules",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_due",
                schema: "scheduling",
                table: "schedules",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_until",
                schema: "scheduling",
                table: "schedules",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "callback_error",
                schema: "scheduling",
                table: "runs",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "callback_of",
                schema: "scheduling",
                table: "runs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "callbacks",
                schema: "scheduling",
                table: "runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "pause_after_failures",
                schema: "scheduling",
                table: "runs",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "labels",
                schema: "scheduling",
                columns: table => new
                {
                    schedule_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    value = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_labels", x => new { x.schedule_id, x.name });
                    table.ForeignKey(
                        name: "FK_labels_schedules_schedule_id",
                        column: x => x.schedule_id,
                        principalSchema: "scheduling",
                        principalTable: "schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.UpdateData(
                schema: "scheduling",
                table: "schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 4);

            migrationBuilder.CreateIndex(
                name: "ix_schedules_job",
                schema: "scheduling",
                table: "schedules",
                columns: new[] { "job", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_schedules_state",
                schema: "scheduling",
                table: "schedules",
                columns: new[] { "state", "id" },
                filter: "state <> 0");

            migrationBuilder.CreateIndex(
                name: "ix_runs_wake",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "job", "lease_until", "id" },
                filter: "state IN (0, 1, 5)");

            migrationBuilder.CreateIndex(
                name: "ix_labels_value",
                schema: "scheduling",
                table: "labels",
                columns: new[] { "name", "value", "schedule_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "labels",
                schema: "scheduling");

            migrationBuilder.DropIndex(
                name: "ix_schedules_job",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropIndex(
                name: "ix_schedules_state",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropIndex(
                name: "ix_runs_wake",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "callbacks",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "failure_streak",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "pause_after_failures",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "paused_due",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "paused_until",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "callback_error",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "callback_of",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "callbacks",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "pause_after_failures",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.UpdateData(
                schema: "scheduling",
                table: "schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 3);

            migrationBuilder.CreateIndex(
                name: "ix_runs_wake",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "job", "lease_until", "id" },
                filter: "ended_at IS NULL");
        }
    }
}
