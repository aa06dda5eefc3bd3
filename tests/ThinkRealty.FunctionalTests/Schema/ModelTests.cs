using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;
using ThinkRealty.Domain.Sales;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>The program's picture of the schema, and the words it spells there, are those of the schema.</summary>
public sealed partial class ModelTests : SqlTest
{
    // Written by the database alone, or by nobody yet.
    private static readonly string[] NotMapped =
    [
        "lead_activities.external_message_id",
        "properties.address",
        "properties.inquiries",
        "properties.listing_url",
        "properties.social",
        "properties.views",
    ];

    // The words of a check, and the enumeration that must have the same ones; null: the words are the schema's own.
    private static readonly Dictionary<string, IReadOnlyList<string>?> Words = new()
    {
        ["agents.specialization_property_type"] = Spelling<PropertyType>.All,
        ["api_keys.scopes"] = Spelling<Scope>.All,
        ["audit_log.actor_kind"] = null,
        ["follow_up_tasks.priority"] = Spelling<Priority>.All,
        ["follow_up_tasks.status"] = Spelling<FollowUpStatus>.All,
        ["follow_up_tasks.task_type"] = Spelling<FollowUpType>.All,
        ["intake.caller_kind"] = null,
        ["intake.status"] = null,
        ["job_runs.cause"] = Spelling<RunCause>.All,
        ["job_runs.outcome"] = Spelling<RunOutcome>.All,
        ["lead_activities.direction"] = Spelling<Direction>.All,
        ["lead_activities.outcome"] = Spelling<Outcome>.All,
        ["lead_activities.type"] = Spelling<ActivityType>.All,
        ["lead_analyses.recommendation"] = null,
        ["lead_assignments.reason"] = null, // the Domain knows those that it gives so far
        ["lead_conversion_history.kind"] = Spelling<HistoryKind>.All,
        ["lead_conversion_history.status_from"] = null, // of a correction
        ["lead_conversion_history.status_to"] = null,
        ["lead_property_interests.interest_level"] = Spelling<InterestLevel>.All,
        ["lead_status_steps.needs"] = null,
        ["leads.conversion_type"] = Spelling<ConversionType>.All,
        ["leads.language_preference"] = Spelling<Language>.All,
        ["leads.lost_reason"] = Spelling<LostReason>.All,
        ["leads.priority"] = Spelling<Priority>.All,
        ["leads.property_type"] = Spelling<PropertyType>.All,
        ["leads.purpose"] = Spelling<Purpose>.All,
        ["leads.source_type"] = Spelling<LeadSource>.All,
        ["leads.status"] = Spelling<LeadStatus>.All,
        ["leads.sub_status"] = Spelling<SubStatus>.All,
        ["properties.property_type"] = Spelling<PropertyType>.All,
        ["properties.purpose"] = Spelling<OfferedTo>.All,
        ["sales.stage"] = Spelling<SaleStage>.All,
        ["users.role"] = Spelling<Role>.All,
    };

    [Test]
    public async Task Every_mapped_column_is_there_with_its_type_and_nullability()
    {
        var there = (await Columns()).ToDictionary(c => c.Name);
        var mapped = Mapped().Where(c => c.Name != "leads.xmin" && c.Name != "agents.xmin").ToList();

        mapped.Count.ShouldBeGreaterThan(100);
        mapped.Select(c => there.GetValueOrDefault(c.Name) ?? c with { Type = "missing" }).ShouldBe(mapped);
    }

    [Test]
    public async Task Every_column_of_a_mapped_table_is_mapped_or_left_out_on_purpose()
    {
        var mapped = Mapped().Select(c => c.Name).ToHashSet();
        var tables = mapped.Select(Table).ToHashSet();

        (await Columns())
            .Select(c => c.Name)
            .Where(name => tables.Contains(Table(name)) && !mapped.Contains(name))
            .ShouldBe(NotMapped);
    }

    [Test]
    public async Task The_words_of_every_check_are_those_of_its_enumeration()
    {
        var checks = await Rows<Check>(
            """
            select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
              from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
            """
        );
        var words = checks
            .SelectMany(
                c => WordList().Matches(c.Definition),
                (c, m) => (Column: $"{c.Table}.{m.Groups["column"].Value}", Said: Literals(m))
            )
            .GroupBy(c => c.Column, c => c.Said)
            .ToDictionary(g => g.Key, g => g.SelectMany(said => said).Distinct().Order().ToArray());

        words.Keys.Order().ShouldBe(Words.Keys.Order());
        foreach (var (column, spelled) in Words.Where(w => w.Value is not null))
            words[column].ShouldBe([.. spelled!.Order()], column);
    }

    [Test]
    public async Task The_reasons_that_the_Domain_gives_for_an_assignment_are_known_to_the_schema()
    {
        var definition = await Scalar<string>(
            "select pg_get_constraintdef(oid) from pg_constraint where conname = 'lead_assignments_reason_check'"
        );

        Spelling<AssignmentReason>.All.ShouldBeSubsetOf(Literals(WordList().Match(definition!)));
    }

    [Test]
    public async Task The_most_leads_of_an_agent_are_the_same() =>
        (
            await Scalar<string>(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'agents_max_active_leads_check'"
            )
        )
            .ShouldNotBeNull()
            .ShouldContain($"<= {AgentProfile.MostActiveLeads})");

    private static string Table(string column) => column[..column.IndexOf('.')];

    private static string[] Literals(Match list) =>
        [.. Literal().Matches(list.Value).Select(m => m.Groups["word"].Value)];

    private List<Column> Mapped()
    {
        using var db = new ThinkRealtyDbContext(
            new DbContextOptionsBuilder<ThinkRealtyDbContext>().UseNpgsql(Database.ConnectionString).Options
        );
        return
        [
            .. db
                .Model.GetRelationalModel()
                .Tables.SelectMany(
                    t => t.Columns,
                    (t, c) => new Column($"{t.Name}.{c.Name}", c.StoreType.Split('(')[0], c.IsNullable)
                ),
        ];
    }

    // Lengths and precisions are the schema's own business.
    private Task<IReadOnlyList<Column>> Columns() =>
        Rows<Column>(
            """
            select c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as "isNullable"
              from pg_attribute a
              join pg_class c on c.oid = a.attrelid
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
             order by 1
            """
        );

    private sealed record Column(string Name, string Type, bool IsNullable);

    private sealed record Check(string Table, string Definition);

    [GeneratedRegex(
        @"\(?(?<column>\w+)\)? ((= ANY|<@) \(?\(?ARRAY\[[^\]]*\]|= '[^']*')",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex WordList();

    [GeneratedRegex("'(?<word>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
