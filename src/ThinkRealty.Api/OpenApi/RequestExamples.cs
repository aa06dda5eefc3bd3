using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ThinkRealty.Api.Json;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// The example of each operation's path and body. A test sends each of them: an operation that is offered in the
/// documentation works as it is offered.
/// </summary>
internal sealed class RequestExamples(SampleRows rows)
{
    private static readonly FrozenDictionary<string, string> Bodies = new Dictionary<string, string>
    {
        ["sign_in"] = $$"""{ "email": "{{DemoAccess.Supervisor.Email}}", "password": "{{DemoAccess.Password}}" }""",
        ["refresh_sign_in"] = """{ "refresh_token": "qk5v1mYh3n0…" }""",
        ["sign_out"] = """{ "refresh_token": "qk5v1mYh3n0…" }""",
        ["create_user"] = """
            { "email": "{email}", "full_name": "Noura Al Ketbi", "password": "at-least-10-characters", "role": "supervisor" }
            """,
        ["change_user"] = """{ "full_name": "Sarah Johnson" }""",
        ["create_api_key"] = """{ "name": "Website form", "scopes": ["capture"] }""",
        ["capture_lead"] = Inquiry("{phone}"),
        ["replay_intake"] = Inquiry("{phone_2}"),
        ["update_lead"] = """
            { "status": "qualified",
              "activity": { "type": "call", "notes": "Interested in a 2BR in Marina", "outcome": "positive" },
              "property_interests": [{ "property_id": "{property}", "interest_level": "high" }] }
            """,
        ["change_lead"] = """{ "deal_value": 1250000, "reason": "The contract says so" }""",
        ["tag_lead"] = """{ "tags": ["vip", "cash buyer"] }""",
        ["change_lead_status"] = """{ "status": "contacted", "reason": "Spoke on the phone" }""",
        ["reopen_lead"] = """{ "reason": "Asked again about two bedrooms" }""",
        ["reassign_lead"] = """{ "reason": "Sarah is on leave from tomorrow" }""",
        ["log_interaction"] = """
            { "type": "call", "direction": "outbound", "notes": "Wants to see the marina on Saturday", "outcome": "positive" }
            """,
        ["add_note"] = """{ "notes": "Prefers WhatsApp after six" }""",
        ["correct_note"] = """{ "notes": "Prefers WhatsApp after seven" }""",
        ["plan_task"] = """
            { "lead_id": "{lead}", "task_type": "viewing", "due_date": "{due}", "priority": "high" }
            """,
        ["change_task"] = """{ "status": "completed" }""",
        ["create_agent"] = """
            { "full_name": "Noura Al Ketbi", "email": "{email}", "phone": "{phone_3}", "languages": ["english", "arabic"],
              "specialization_property_type": ["apartment"], "specialization_areas": ["Dubai Marina"],
              "max_active_leads": 30, "weight": 1 }
            """,
        ["change_agent"] = """{ "weight": 2 }""",
        ["rebalance_workload"] = """{ "dry_run": true }""",
    }.ToFrozenDictionary();

    /// <summary>The body of an operation; null where none is written down and any that fits will do.</summary>
    public JsonNode? Body(string operation) =>
        Bodies.TryGetValue(operation, out var text) ? JsonNode.Parse(Filled(text)) : null;

    /// <summary>A parameter in the path.</summary>
    /// <param name="path">With its parameters in braces.</param>
    public string InPath(string operation, string path, string name) =>
        (operation, name) switch
        {
            ("change_lead_status", "id") => At(rows.NewLeads, operation),
            ("update_lead", "id") => At(rows.ContactedLeads, operation),
            ("change_lead", "id") => At(rows.ConvertedLeads, operation),
            ("reopen_lead", "id") => At(rows.LostLeads, operation),
            ("correct_note" or "strike_note_out", "id") => At(rows.NotedLeads, operation),
            ("correct_note" or "strike_note_out", "note_id") => At(rows.Notes, operation),
            ("retry_job_run", "name") => rows.FailedJobs.FirstOrDefault() ?? "refresh_agent_metrics",
            ("retry_job_run", "id") => At(rows.FailedRuns, operation),
            ("trigger_job", "name") => "decay_scores",
            (_, "name") => "drain_queue",
            (_, "tag") => "vip",
            (_, "id") => At(Collection(path), operation),
            _ => ExampleValues.Id(name).ToString(),
        };

    /// <summary>A query parameter that has to be sent.</summary>
    public static string InQuery(string name) => name == "dataset" ? "leads" : name;

    private Guid[] Collection(string path) =>
        path.Split('/').TakeWhile(part => !part.StartsWith('{')).Last() switch
        {
            "leads" => rows.Leads,
            "agents" => rows.Agents,
            "tasks" => rows.Tasks,
            "users" => rows.Users,
            "api-keys" => rows.Keys,
            "intake" => rows.Intake,
            "properties" => rows.Properties,
            _ => [],
        };

    // Operations that change something each have a row of their own, so that none spoils another one's example.
    private static string At(Guid[] ids, string operation) =>
        (
            ids.Length == 0 ? ExampleValues.Id("lead_id")
            : Array.IndexOf(Changing, operation) is >= 0 and var own ? ids[(own + 1) % ids.Length]
            : ids[0]
        ).ToString();

    private static readonly string[] Changing =
    [
        "strike_note_out",
        "archive_lead",
        "restore_lead",
        "tag_lead",
        "untag_lead",
        "reassign_lead",
        "log_interaction",
        "add_note",
    ];

    private string Filled(string text) =>
        text.Replace("{phone}", Phone(0), StringComparison.Ordinal)
            .Replace("{phone_2}", Phone(1), StringComparison.Ordinal)
            .Replace("{phone_3}", Phone(2), StringComparison.Ordinal)
            .Replace(
                "{email}",
                $"colleague{rows.Numbers.FirstOrDefault(1)}@{DemoAccess.Domain}",
                StringComparison.Ordinal
            )
            .Replace("{lead}", At(rows.Leads, "plan_task"), StringComparison.Ordinal)
            .Replace("{property}", At(rows.Properties, "update_lead"), StringComparison.Ordinal)
            .Replace("{due}", MomentConverter.Written(rows.FreeDay(0)), StringComparison.Ordinal);

    private string Phone(int which) => rows.Phones.ElementAtOrDefault(which) ?? $"+9715012345{67 + which}";

    private static string Inquiry(string phone) =>
        $$"""
            { "source_type": "bayut",
              "lead_data": {
                "first_name": "Ahmed", "last_name": "Al Mansouri", "email": "ahmed@email.com", "phone": "{{phone}}",
                "nationality": "UAE", "language_preference": "arabic", "budget_min": 800000, "budget_max": 1500000,
                "property_type": "apartment", "preferred_areas": ["Downtown Dubai", "Marina", "JBR"] },
              "source_details": { "campaign_id": "spring_campaign_2024", "utm_source": "google_ads" } }
            """;
}
