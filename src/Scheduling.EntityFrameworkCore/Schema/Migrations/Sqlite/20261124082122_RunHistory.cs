using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.EntityFrameworkCore.Schema.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class RunHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "claimed_at",
                table: "scheduling_runs",
                type: "TEXT",
                precision: 6,
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "error",
                table: "scheduling_runs",
                type: "TEXT",
                nullable: true);

            // Nobody wrote down when those were claimed; their nominal time is the nearest that is known.
            migrationBuilder.Sql("UPDATE scheduling_runs SET claimed_at = occurrence;");

            migrationBuilder.UpdateData(
                table: "scheduling_schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 2);

            migrationBuilder.CreateIndex(
                name: "ix_scheduling_runs_ended",
                table: "scheduling_runs",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_scheduling_runs_ended",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "claimed_at",
                table: "scheduling_runs");

            migrationBuilder.DropColumn(
                name: "error",
                table: "scheduling_runs");

            migrationBuilder.UpdateData(
                table: "scheduling_schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 1);
        }
    }
}
