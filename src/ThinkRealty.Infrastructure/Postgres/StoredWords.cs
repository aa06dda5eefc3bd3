using Dapper;
using Npgsql;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Countries;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// Brings words that older versions stored to their present spelling, where that is certain (rules §2): the country of a
/// nationality, business domains, the languages and areas of agents. What is not certain stays, and <c>check-data</c> lists it.
/// </summary>
/// <remarks>
/// Only the program can read these words, so it does what a step of the schema cannot. It runs after the last step, each time:
/// it looks up the few different texts that are not settled in small indexes, and changes leads in short transactions. So it
/// may be stopped at any moment and run beside nodes that work. Changed leads are counted again by their own trigger.
/// </remarks>
public static class StoredWords
{
    private const int Batch = 1_000;
    private const int MostAttempts = 5;

    // Between two batches: a node's requests come first.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(25);

    private static readonly LeadColumn[] LeadColumns =
    [
        new(
            "nationality",
            "nationality_country",
            "nationality is not null and nationality_country is null",
            text => Country.Of(text)?.Code
        ),
        new(
            "business_domain",
            "business_domain",
            "business_domain not in ('first', 'second', 'third')",
            text => Spelling<BusinessDomain>.TryParse(text, out var known) ? known.Spelled() : null
        ),
    ];

    /// <summary>Mends whatever it can; where all is well it changes nothing.</summary>
    public static async Task MendAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await MendAgentsAsync(connection, cancellationToken);
        foreach (var column in LeadColumns)
            await MendLeadsAsync(connection, column, cancellationToken);
    }

    // Decided in the update itself: whoever changed the agent meanwhile has the last word.
    private static async Task MendAgentsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var agents = await connection.QueryAsync<AgentRow>(
            new(
                "select id, languages, specialization_areas as areas from agents order by id",
                cancellationToken: cancellationToken
            )
        );
        foreach (var agent in agents)
        {
            string[] languages = [.. agent.Languages.Select(Known).Distinct()];
            string[] areas = [.. agent.Areas.Select(Areas.Canonical).Distinct()];
            if (!languages.SequenceEqual(agent.Languages) || !areas.SequenceEqual(agent.Areas))
                await connection.ExecuteAsync(
                    new(
                        """
                        update agents set languages = @languages, specialization_areas = @areas
                         where id = @Id and languages = @WereLanguages and specialization_areas = @WereAreas
                        """,
                        new
                        {
                            agent.Id,
                            languages,
                            areas,
                            WereLanguages = agent.Languages,
                            WereAreas = agent.Areas,
                        },
                        cancellationToken: cancellationToken
                    )
                );
        }

        static string Known(string language) =>
            Spelling<Language>.TryParse(language, out var known) ? known.Spelled() : language;
    }

    private static async Task MendLeadsAsync(
        NpgsqlConnection connection,
        LeadColumn column,
        CancellationToken cancellationToken
    )
    {
        var texts = await connection.QueryAsync<string>(
            new(
                $"select distinct {column.From} from leads where {column.Unsettled}",
                cancellationToken: cancellationToken
            )
        );
        foreach (var text in texts)
            if (column.Understand(text) is { } word)
                for (Guid? last = Guid.Empty; last is not null; )
                {
                    last = await MendBatchAsync(connection, column, text, word, last.Value, cancellationToken);
                    if (last is not null)
                        await Task.Delay(Rest, cancellationToken);
                }
    }

    // Returns the last lead of a full batch. Leads before the tokens of dashboards, both in order, like everybody.
    private static async Task<Guid?> MendBatchAsync(
        NpgsqlConnection connection,
        LeadColumn column,
        string text,
        string word,
        Guid after,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var ids = (
                    await connection.QueryAsync<Guid>(
                        $"""
                        select id from leads where {column.From} = @text and {column.Unsettled} and id > @after
                         order by id limit {Batch} for no key update
                        """,
                        new { text, after },
                        transaction
                    )
                ).ToArray();
                await connection.ExecuteAsync(
                    $"""
                    update leads set {column.To} = @word where id = any (@ids);
                    select from agent_tokens
                     where agent_id in (select assigned_agent_id from leads where id = any (@ids))
                     order by agent_id for no key update
                    """,
                    new { word, ids },
                    transaction
                );
                await transaction.CommitAsync(cancellationToken);
                return ids.Length == Batch ? ids[^1] : null;
            }
            catch (PostgresException conflict) when (conflict.IsTransient && attempt < MostAttempts)
            {
                await Task.Delay(Rest, cancellationToken);
            }
    }

    private sealed record LeadColumn(string From, string To, string Unsettled, Func<string, string?> Understand);

    private sealed record AgentRow
    {
        public Guid Id { get; init; }
        public string[] Languages { get; init; } = [];
        public string[] Areas { get; init; } = [];
    }
}
