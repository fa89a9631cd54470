using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scheduling.EntityFrameworkCore.Schema.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class RunHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "claimed_at",
                schema: "scheduling",
                table: "runs",
                type: "timestamp(6) with time zone",
                precision: 6,
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "error",
                schema: "scheduling",
                table: "runs",
                type: "text",
                nullable: true);

            // Nobody wrote down when those were claimed; their nominal time is the nearest that is known.
            migrationBuilder.Sql("UPDATE scheduling.runs SET claimed_at = occurrence;");

            migrationBuilder.UpdateData(
                schema: "scheduling",
                table: "schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 2);

            migrationBuilder.CreateIndex(
                name: "ix_runs_ended",
                schema: "scheduling",
                table: "runs",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_runs_ended",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "claimed_at",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "error",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.UpdateData(
                schema: "scheduling",
                table: "schema",
                keyColumn: "id",
                keyValue: 1,
                column: "version",
                value: 1);
        }
    }
}
