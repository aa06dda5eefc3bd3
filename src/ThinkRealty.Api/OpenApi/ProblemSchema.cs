using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// The one form of every refusal. Members beyond RFC 9457 are listed with the slug that has them; a test compares the list
/// with the refusals that the program knows.
/// </summary>
internal static class ProblemSchema
{
    public static OpenApiSchema Make() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description =
                "A refusal (RFC 9457). `type` is stable; the members after `trace_id` come with the slugs they name.",
            Required = new HashSet<string> { "type", "title", "status", "detail", "instance", "trace_id" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("The stable slug to branch on."),
                ["title"] = Text("One sentence for a person; its wording may improve."),
                ["status"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Minimum = "400",
                    Maximum = "599",
                    Description = "The HTTP status.",
                },
                ["detail"] = Text("What to do about it."),
                ["instance"] = Text("The path of the request."),
                ["trace_id"] = Text("Finds the request in our logs."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "`validation_error`: each field, like `lead_data.phone`, with its complaints.",
                    AdditionalProperties = List(Text("One complaint."), null),
                },
                ["existing_lead_id"] = Id("`duplicate_lead`: the lead that was captured first."),
                ["lead_id"] = Id("`already_replayed`: the lead that the inquiry became."),
                ["allowed"] = List(
                    Text("A status."),
                    "`invalid_status_transition`, `lead_locked`: the statuses that the present one may go to."
                ),
                ["conflicting_task_id"] = Id("`follow_up_conflict`: the agent's other task."),
                ["conflicting_due_date"] = Moment("`follow_up_conflict`: when the other task is due, UTC."),
                ["reasons"] = List(
                    Text("A reason, by name."),
                    "`contact_not_permitted`, `lead_not_mergeable`: why not."
                ),
                ["next_allowed_at"] = Moment(
                    "`contact_not_permitted`: the first moment at which it is permitted, UTC; null if none is known.",
                    JsonSchemaType.Null
                ),
                ["unmet"] = List(Text("A requirement."), "`transfer_requirements_not_met`: what is missing."),
                ["failures"] = List(
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Description = "One lead that could not be changed.",
                        Required = new HashSet<string> { "lead_id", "type", "detail" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["lead_id"] = Id("The lead."),
                            ["type"] = Text("The slug of its refusal."),
                            ["detail"] = Text("What to do about it."),
                        },
                    },
                    "`bulk_refused`: every lead that could not be changed; nothing was."
                ),
                ["faults"] = List(Text("One fault."), "`invalid_rule_set`: what is wrong with the rules."),
                ["run_id"] = Id("`job_running`: the run in progress."),
                ["outcome"] = Text("`run_not_failed`: how the run stands."),
                ["warnings"] = List(Text("A warning: `slug` or `slug: detail`."), "What else the caller should know."),
            },
        };

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Id(string description) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "uuid",
            Description = description,
        };

    private static OpenApiSchema Moment(string description, JsonSchemaType or = JsonSchemaType.String) =>
        new()
        {
            Type = JsonSchemaType.String | or,
            Format = "date-time",
            Description = description,
        };

    private static OpenApiSchema List(OpenApiSchema entry, string? description) =>
        new()
        {
            Type = JsonSchemaType.Array,
            Items = entry,
            Description = description,
        };
}
