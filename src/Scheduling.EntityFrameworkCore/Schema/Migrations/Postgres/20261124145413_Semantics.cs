using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.EntityFrameworkCore.Schema.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class Semantics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "asked",
                schema: "scheduling",
                table: "schedules",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "buffer_limit",
                schema: "scheduling",
                table: "schedules",
                type: "integer",
                nullable: false,
                defaultValue: 100);

            migrationBuilder.AddColumn<long>(
                name: "catch_up_window",
                schema: "scheduling",
                table: "schedules",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "next_occurrence",
                schema: "scheduling",
                table: "schedules",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "remaining",
                schema: "scheduling",
                table: "schedules",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cause",
                schema: "scheduling",
                table: "runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "due",
                schema: "scheduling",
                table: "runs",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "followed",
                schema: "scheduling",
                table: "runs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_missed",
                schema: "scheduling",
                table: "runs",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "missed",
                schema: "scheduling",
                table: "runs",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.UpdateData(
                schema: "scheduling",
                table: "schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 3);

            migrationBuilder.CreateIndex(
                name: "ix_runs_buffered",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "schedule_id", "occurrence", "id" },
                filter: "state = 5");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_runs_buffered",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "asked",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "buffer_limit",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "catch_up_window",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "next_occurrence",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "remaining",
                schema: "scheduling",
                table: "schedules");

            migrationBuilder.DropColumn(
                name: "cause",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "due",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "followed",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "last_missed",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "missed",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.UpdateData(
                schema: "scheduling",
                table: "schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 2);
        }
    }
}
