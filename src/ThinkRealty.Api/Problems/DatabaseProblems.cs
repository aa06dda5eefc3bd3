using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Api.Problems;

/// <summary>What PostgreSQL's complaints mean to a client.</summary>
internal static class DatabaseProblems
{
    /// <summary>
    /// Constraints and triggers that may be the first to notice, under requests in parallel. A rule that a constraint
    /// repeats belongs here with the slug that its check in the program has.
    /// </summary>
    private static readonly FrozenDictionary<string, DomainError> ByConstraint = new Dictionary<string, DomainError>
    {
        ["users_email_key"] = AccessErrors.DuplicateUser().Error,
        ["users_agent_id_key"] = AccessErrors.AgentHasUser().Error,
        ["users_agent_id_fkey"] = AccessErrors.UnknownAgent().Error,
        ["agents_email_key"] = AgentErrors.Duplicate,
        ["agents_has_leads"] = AgentErrors.HasLeads,
        ["leads_deal_value_limit"] = LeadErrors.DealTooHigh,
        ["lead_property_interests_property_id_fkey"] = LeadErrors.UnknownProperty,
    }.ToFrozenDictionary();

    /// <summary>The client's fault, or null where it is ours.</summary>
    public static ProblemDetails? Describe(PostgresException fault)
    {
        if (fault.ConstraintName is { } name && ByConstraint.TryGetValue(name, out var known))
            return StandardProblems.Of(known);

        return fault.SqlState[..2] switch
        {
            "22" => StandardProblems.Of(422, "A value is too large, too long or otherwise not storable."),
            "23" => StandardProblems.Of(409),
            _ => null,
        };
    }
}
