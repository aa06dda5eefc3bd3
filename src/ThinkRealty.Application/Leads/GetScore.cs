using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Where a lead's score comes from: breakdown and ledger add up to the raw score (rules §5).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record GetScore(Guid LeadId) : IQuery<ScoreView>;

/// <summary>A score with all its parts.</summary>
public sealed record ScoreView
{
    public Guid LeadId { get; init; }
    public int Score { get; init; }

    /// <summary>Points of breakdown and ledger together, before they are held to 0–100.</summary>
    public int RawScore { get; init; }

    /// <summary>The score in one sentence, for people: how many points, and what gave them.</summary>
    public Summary Summary => ScoreSummary.Of(this);

    /// <summary>The rules that scored the lead.</summary>
    public string RuleSet { get; init; } = "";

    /// <summary>Which version of these rules.</summary>
    public int Version { get; init; }

    /// <summary>What the lead's own facts gave.</summary>
    public IReadOnlyList<ScorePart> Breakdown { get; init; } = [];

    /// <summary>Every later change, in the order of booking.</summary>
    public IReadOnlyList<LedgerEntry> Ledger { get; init; } = [];
}

/// <summary>What one group of rules gave.</summary>
/// <param name="Rule">The stable name of the rule's group.</param>
/// <param name="Points">As the rule says; entries are never clamped.</param>
/// <param name="Reason">A short sentence for a person.</param>
public sealed record ScorePart(string Rule, decimal Points, string Reason);

/// <summary>Points that came after the breakdown.</summary>
public sealed record LedgerEntry
{
    /// <summary>The stable name of the rule's group.</summary>
    public string Rule { get; init; } = "";

    /// <summary>As booked; entries are never clamped.</summary>
    public int Points { get; init; }

    /// <summary>A short sentence for a person.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was booked, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The interaction that brought the points, if one did.</summary>
    public Guid? ActivityId { get; init; }

    /// <summary>For silence: when it began, UTC.</summary>
    public DateTimeOffset? SilenceSince { get; init; }

    /// <summary>For silence: which complete week of it this is, from 1.</summary>
    public int? SilenceWindow { get; init; }
}

internal sealed class GetScoreHandler(DbDataSource db, CallContext call) : IRequestHandler<GetScore, ScoreView>
{
    // One statement, so that the parts are those of this sum.
    private const string Sql = """
        select l.id as lead_id, l.assigned_agent_id, l.lead_score, l.raw_score, l.rule_set, l.rule_set_version,
               l.score_breakdown::text as score_breakdown,
               c.id as ledger_id, c.rule, c.points, c.reason, c.at, c.activity_id, c.silence_since, c.silence_window
          from leads l
          left join score_ledger c on c.lead_id = l.id
         where l.id = @LeadId
         order by c.id
        """;

    public async Task<ScoreView> Handle(GetScore request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var ledger = new List<LedgerEntry>();
        var rows = await connection.QueryAsync<ScoredLead, LedgerRow?, ScoredLead>(
            new(Sql, request, cancellationToken: cancellationToken),
            (lead, entry) =>
            {
                if (entry is not null)
                    ledger.Add(entry.Entry);
                return lead;
            },
            splitOn: "ledger_id"
        );

        var scored = rows.FirstOrDefault() ?? throw LeadErrors.NotFound(request.LeadId);
        if (!call.Caller.MaySee(scored.AssignedAgentId))
            throw AccessErrors.Forbidden("This lead belongs to another agent");
        return scored.With(ledger);
    }

    private sealed record ScoredLead
    {
        public Guid LeadId { get; init; }
        public Guid? AssignedAgentId { get; init; }
        public int LeadScore { get; init; }
        public int RawScore { get; init; }
        public string RuleSet { get; init; } = "";
        public int RuleSetVersion { get; init; }
        public string ScoreBreakdown { get; init; } = "[]";

        public ScoreView With(IReadOnlyList<LedgerEntry> ledger) =>
            new()
            {
                LeadId = LeadId,
                Score = LeadScore,
                RawScore = RawScore,
                RuleSet = RuleSet,
                Version = RuleSetVersion,
                Breakdown =
                [
                    .. Domain
                        .Scoring.ScoreBreakdown.FromJson(ScoreBreakdown)
                        .Entries.Select(e => new ScorePart(e.Rule, e.Points, e.Reason)),
                ],
                Ledger = ledger,
            };
    }

    private sealed record LedgerRow
    {
        public long LedgerId { get; init; }
        public string Rule { get; init; } = "";
        public int Points { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public Guid? ActivityId { get; init; }
        public DateTimeOffset? SilenceSince { get; init; }
        public int? SilenceWindow { get; init; }

        public LedgerEntry Entry =>
            new()
            {
                Rule = Rule,
                Points = Points,
                Reason = Reason,
                At = At,
                ActivityId = ActivityId,
                SilenceSince = SilenceSince,
                SilenceWindow = SilenceWindow,
            };
    }
}
