using System.Collections.Frozen;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// Describes fields and parameters that mean the same wherever they occur, with their unit. Documentation at a field itself
/// wins; a word with two meanings does not belong here.
/// </summary>
internal sealed class Glossary : IOpenApiSchemaTransformer, IOpenApiOperationTransformer
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["id"] = "Which one; an id that cannot be one is `not_found`.",
        ["note_id"] = "Which note of the lead.",
        ["tag"] = "The tag, in its exact letters.",
        ["reassign"] =
            "true, with is_active false: the agent's active leads go to others in the same step. Default false.",
        ["skip"] = "How many to leave out at the beginning, 0 or more; default 0.",
        ["limit"] = "How many at most, 1–100; default 50.",
        ["cursor"] = "`next_cursor` of the page before.",
        ["next_cursor"] =
            "Send it as `cursor` for the next page; null on the last one, or where the order has no cursors.",
        ["data"] = "The rows of this page.",
        ["total"] = "How many there are in all.",
        ["user_id"] = "The user.",
        ["agent_id"] = "The agent.",
        ["lead_id"] = "The lead.",
        ["api_key_id"] = "The key's id; not the key itself.",
        ["email"] = "E-mail address, trimmed and in lower case.",
        ["password"] = "At least 10 characters.",
        ["name"] = "What people call it, 1–100 characters.",
        ["full_name"] = "First and last name, 1–100 characters.",
        ["first_name"] = "1–100 characters, in any script.",
        ["last_name"] = "1–100 characters, in any script.",
        ["phone"] = "E.164, like `+971501234567`; read also with spaces, dashes or as a UAE national number.",
        ["whatsapp_number"] = "E.164, read like `phone`.",
        ["instagram_handle"] = "Without `@`, in lower case, at most 30 characters.",
        ["role"] = "What the user may do: `admin`, `supervisor` or `agent`.",
        ["scopes"] = "What the key may do: `capture`, `export`, `metrics`.",
        ["is_active"] = "Whether it is in use.",
        ["access_token"] = "Send it as `Authorization: Bearer …`.",
        ["refresh_token"] = "Good for one new pair of tokens; each use gives a new one.",
        ["token_type"] = "Always `Bearer`.",
        ["expires_in"] = "Seconds until the access token ends.",
        ["created_at"] = "When it was made, UTC.",
        ["updated_at"] = "When it last changed, UTC.",
        ["revoked_at"] = "When it was put out of use, UTC; null while it is in use.",
        ["archived_at"] = "When it was archived, UTC; null unless it is.",
        ["success"] = "Always true; a refusal is a problem.",
        ["source_type"] = "The channel the inquiry came by.",
        ["sub_status"] = "Refines the status without changing what is allowed; null for none.",
        ["lost_reason"] = "Why the lead was lost; null unless it is.",
        ["lead_score"] = "Points, 0–100.",
        ["score"] = "Points, 0–100.",
        ["is_hot_lead"] = "Whether the score is above the setting `Leads:HotAbove`.",
        ["conversion_probability"] = "0–1, from the newest analysis; null without one.",
        ["nationality"] = "As the person gave it, for example `UAE`.",
        ["nationality_country"] = "ISO 3166 alpha-2; null where the nationality names no country for certain.",
        ["language_preference"] = "The language to speak with the person.",
        ["budget_min"] = "AED, more than 0; a year's rent for rent and let.",
        ["budget_max"] = "AED, more than `budget_min`, at most 500,000,000.",
        ["property_type"] = "The kind of property that is wanted.",
        ["preferred_areas"] = "Areas of Dubai; the usual short names are understood.",
        ["purpose"] = "What the person wants to do; `buy` by default.",
        ["priority"] = "`low`, `medium` (default), `high` or `urgent`.",
        ["tags"] = "Free words.",
        ["company"] = "The person's company.",
        ["business_domain"] = "`first`, `second` or `third`; needed for a transfer to sales.",
        ["bedrooms"] = "How many are wanted.",
        ["move_in_date"] = "The wanted day, Dubai.",
        ["message"] = "What the person wrote.",
        ["needs_supervisor"] = "Whether reassigning has run out of agents and a supervisor should look.",
        ["duplicate_of"] = "An earlier lead of the same person; null for none.",
        ["next_follow_up"] = "The earliest pending follow-up, UTC; null without one.",
        ["last_contact_at"] = "The last contact, UTC; null before the first.",
        ["call_attempts"] = "Outbound calls so far.",
        ["activity_count"] = "Activities so far, without assignments and automatic entries.",
        ["days_since_created"] = "Whole days.",
        ["days_since_last_contact"] = "Whole days; null before the first contact.",
        ["deal_value"] = "AED, more than 0; null until it is known.",
        ["conversion_type"] = "`sale` or `rental`.",
        ["queue_position"] = "Place among the leads that wait for an agent, from 1.",
        ["agent_no"] = "The agent's short number.",
        ["languages"] = "Languages spoken.",
        ["specialization_property_type"] = "Property types the agent is matched by.",
        ["specialization_areas"] = "Areas the agent is matched by.",
        ["leave_from"] = "First day of leave, Dubai.",
        ["leave_until"] = "Last day of leave, Dubai.",
        ["max_active_leads"] = "Active leads at most, up to 50.",
        ["active_leads"] = "Active leads now.",
        ["weight"] = "Share of new leads, 1–10; default 1.",
        ["date_range"] = "`7d`, `30d` (default), `90d`: so many times 24 hours until now; or `custom`.",
        ["start_date"] = "First day, Dubai; only with `date_range=custom`, which needs it.",
        ["end_date"] = "Last day, Dubai; only with `date_range=custom`, which needs it.",
        ["status_filter"] = "Which `recent_leads`; default `all`.",
        ["source_filter"] = "Leads of this source only; default `all`.",
        ["supervisor_user_id"] = "The user who supervises the agent; null means all supervisors.",
    }.ToFrozenDictionary();

    public Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        // What has a schema of its own is described there, once for all its places.
        if (context.JsonPropertyInfo is { } field && WireSchemas.NameOf(context.JsonTypeInfo) is null)
            schema.Description = Of(field.Name, schema.Description);
        return Task.CompletedTask;
    }

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description = Of(parameter.Name, parameter.Description);
        return Task.CompletedTask;
    }

    private static readonly FrozenDictionary<string, string> Tags = new Dictionary<string, string>
    {
        ["Sign-in"] = "Signing in and out, and who is signed in.",
        ["Users"] = "People who sign in.",
        ["API keys"] = "Keys of integrations.",
        ["Leads"] = "Inquiries from capture to the end of the pipeline, and all that happens with them.",
        ["Tasks"] = "Follow-ups that agents have to do.",
        ["Agents"] = "Agents, their leads, workload and performance.",
        ["Intake"] = "Inquiries that were refused, and sending them again.",
        ["Reports"] = "Reports and exports.",
        ["Jobs"] = "Work that runs by itself.",
        ["Health"] = "Whether the program and its parts answer.",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Schemas = new Dictionary<string, string>
    {
        ["Direction"] = "`outbound`: from us to the person; `inbound`: from the person to us.",
        ["FollowUpStatus"] = "Whether a task is still to be done.",
        ["PropertyType"] = "Kinds of property (rules §2).",
        ["Purpose"] = "What the person wants to do with a property (rules §2).",
        ["JsonElement"] = "Any JSON.",
        ["LeadScoringReport"] = "A page of the report, with the mean scores beside it.",
    }.ToFrozenDictionary();

    /// <summary>What the operations under a tag are about.</summary>
    public static string? OfTag(string tag) => Tags.GetValueOrDefault(tag);

    /// <summary>What a schema is that its own code does not describe.</summary>
    public static string? OfSchema(string name) => Schemas.GetValueOrDefault(name);

    private static string? Of(string? name, string? own) =>
        string.IsNullOrEmpty(own) ? Words.GetValueOrDefault(name ?? "") : own;
}
