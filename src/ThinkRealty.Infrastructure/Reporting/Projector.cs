using System.Data.Common;
using Dapper;
using Npgsql;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>What one batch did.</summary>
public sealed record Projection
{
    /// <summary>Changes taken into account.</summary>
    public long Marks { get; init; }

    /// <summary>Leads counted again.</summary>
    public long Leads { get; init; }

    /// <summary>Whether no change was left over; also where another node is at it.</summary>
    public bool IsDone { get; init; }

    /// <summary>How old the reports are, by the database's clock.</summary>
    public double LagSeconds { get; init; }
}

/// <summary>Counts changed leads again (architecture, A report); how it holds is explained beside <c>reporting.project</c>.</summary>
public sealed class Projector(NpgsqlDataSource db)
{
    private const int BatchSeconds = 300;

    private const string Project = """
        select marks, leads, is_done as isdone, extract(epoch from clock_timestamp() - as_of)::double precision as lagseconds
          from reporting.project(@most)
        """;

    /// <summary>Counts one batch, unless another node is at it.</summary>
    public async Task<Projection> ProjectAsync(int most, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<Projection>(
            new(Project, new { most }, commandTimeout: BatchSeconds, cancellationToken: cancellationToken)
        );
    }

    /// <summary>The same as a part of a running transaction.</summary>
    public static Task<Projection> ProjectAsync(
        DbTransaction transaction,
        int most,
        CancellationToken cancellationToken
    ) =>
        transaction.Connection!.QuerySingleAsync<Projection>(
            new(Project, new { most }, transaction, BatchSeconds, cancellationToken: cancellationToken)
        );

    /// <summary>Whether a supervisor has paused it.</summary>
    public async Task<bool> IsPausedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new(
                "select paused_at is not null from jobs where name = @Name",
                new { JobCatalogue.ProjectReports.Name },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Changes that wait to be counted.</summary>
    public async Task<long> PendingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new("select count(*) from reporting.pending", cancellationToken: cancellationToken)
        );
    }

    /// <summary>Marks every lead, and everything that has ever been counted, as changed.</summary>
    /// <returns>The moment after the last mark; once <c>as_of</c> is there, all of them are counted.</returns>
    public async Task<DateTime> MarkEverythingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime>(
            new(
                """
                insert into reporting.pending (lead_id)
                select coalesce(l.id, f.lead_id) from leads l full join reporting.lead_facts f on f.lead_id = l.id;
                select clock_timestamp()
                """,
                commandTimeout: BatchSeconds,
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Whether everything that was committed before a moment of the database's clock is in the reports.</summary>
    public async Task<bool> IsPastAsync(DateTime moment, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new("select as_of > @moment from reporting.progress", new { moment }, cancellationToken: cancellationToken)
        );
    }

    /// <summary>Adds up all sums again, in one transaction: whoever reads meanwhile sees the former ones.</summary>
    public async Task RebuildSumsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new("select reporting.rebuild_sums()", commandTimeout: 0, cancellationToken: cancellationToken)
        );
    }
}
