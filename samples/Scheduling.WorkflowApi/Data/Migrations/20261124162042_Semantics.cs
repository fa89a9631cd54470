using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.WorkflowApi.Data.Migrations
{
    /// <inheritdoc />
    public partial class Semantics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "asked",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "buffer_limit",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 100);

            migrationBuilder.AddColumn<long>(
                name: "catch_up_window",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "next_occurrence",
                table: "scheduling_schedules",
                type: "TEXT",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "remaining",
                table: "scheduling_schedules",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cause",
                table: "scheduling_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "due",
                table: "scheduling_runs",
                type: "TEXT",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "followed",
                table: "scheduling_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_missed",
                table: "scheduling_runs",
                type: "TEXT",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "missed",
                table: "scheduling_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.UpdateData(
                table: "scheduling_schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 3);

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_buffered",
                table: "scheduling_runs",
                columns: new[] { "schedule_id", "occurrence", "id" },
                filter: "state = 5");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_scheduling_runs_buffered",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "asked",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "buffer_limit",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "catch_up_window",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "next_occurrence",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "remaining",
                table: "scheduling_schedules");

            migrationBuilder.DropColumn(
                name: "cause",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "due",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "followed",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "last_missed",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "missed",
                table: "scheduling_runs");

            migrationBuilder.UpdateData(
                table: "scheduling_schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 2);
        }
    }
}
