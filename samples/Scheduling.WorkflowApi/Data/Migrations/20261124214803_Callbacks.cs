using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.WorkflowApi.Data.Migrations
{
    /// <inheritdoc />
    internal sealed partial class Callbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_scheduling_runs_wake",
                table: "scheduling_runs");

            migrationBuilder.AddColumn<int>(
                name: "callbacks",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "failure_streak",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "pause_after_failures",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_due",
                table: "scheduling_schedules",
                type: "TEXT",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "paused_until",
                table: "scheduling_schedules",
                type: "TEXT",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "callback_error",
                table: "scheduling_runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "callback_of",
                table: "scheduling_runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "callbacks",
                table: "scheduling_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "pause_after_failures",
                table: "scheduling_runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "scheduling_labels",
                columns: table => new
                {
                    schedule_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheduling_labels", x => new { x.schedule_id, x.name });
                    table.ForeignKey(
                        name: "FK_scheduling_labels_scheduling_schedules_schedule_id",
                        column: x => x.schedule_id,
                        principalTable: "scheduling_schedules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.UpdateData(
                table: "scheduling_schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 4);

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_schedules_job",
                table: "scheduling_schedules",
                columns: new[] { "job", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_schedules_state",
                table: "scheduling_schedules",
                columns: new[] { "state", "id" },
                filter: "state <> 0");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_wake",
                table: "scheduling_runs",
                columns: new[] { "job", "lease_until", "id" },
                filter: "state IN (0, 1, 5)");

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_labels_value",
                table: "scheduling_labels",
                columns: new[] { "name", "value", "schedule_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "scheduling_labels");

            migrationBuilder.DropIndex(
                name: "ix_scheduling_schedules_job",
                table: "scheduling_schedules");

            migrationBuilder.DropIndex(
                name: "ix_scheduling_schedules_state",
                table: "scheduling_schedules");

            migrationBuilder.DropIndex(
                name: "ix_scheduling_runs_wake",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "callbacks",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "failure_streak",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "pause_after_failures",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "paused_due",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "paused_until",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "callback_error",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "callback_of",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "callbacks",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "pause_after_failures",
                table: "scheduling_runs");

            migrationBuilder.UpdateData(
                table: "scheduling_schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 3);

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_wake",
                table: "scheduling_runs",
                columns: new[] { "job", "lease_until", "id" },
                filter: "ended_at IS NULL");
        }
    }
}
