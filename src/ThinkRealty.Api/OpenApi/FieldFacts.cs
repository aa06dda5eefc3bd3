using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// Limits, defaults and formats of fields and parameters that are the same wherever the name occurs and that no validator
/// can be asked for: bounds of answers, values that stand for an absent field, limits that depend on another field.
/// </summary>
internal static class FieldFacts
{
    private const decimal MostMoney = 9_999_999_999_999.99m;

    private static readonly FrozenDictionary<string, (decimal Least, decimal? Most)> Ranges = new Dictionary<
        string,
        (decimal, decimal?)
    >
    {
        ["skip"] = (0, null),
        ["limit"] = (1, 100),
        ["total"] = (0, null),
        ["days"] = (1, 3650),
        ["score"] = (0, 100),
        ["lead_score"] = (0, 100),
        ["lead_score_average"] = (0, 100),
        ["conversion_probability"] = (0, 1),
        ["conversion_rate"] = (0, 100),
        ["success_rate"] = (0, 100),
        ["call_attempts"] = (0, null),
        ["activity_count"] = (0, null),
        ["days_since_created"] = (0, null),
        ["days_since_last_contact"] = (0, null),
        ["queue_position"] = (1, null),
        ["attempts"] = (1, null),
        ["active_leads"] = (0, null),
        ["expires_in"] = (1, null),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, JsonNode> Defaults = new Dictionary<string, JsonNode>
    {
        ["skip"] = 0,
        ["limit"] = 50,
        ["days"] = 30,
        ["date_range"] = "30d",
        ["status_filter"] = "all",
        ["source_filter"] = "all",
        ["order"] = "display",
        ["sort_by"] = "created_at",
        ["sort_order"] = "desc",
        ["include_archived"] = false,
        ["reassign"] = false,
        ["format"] = "json",
        ["purpose"] = "buy",
        ["priority"] = "medium",
        ["direction"] = "outbound",
        ["is_automated"] = false,
        ["task_type"] = "call",
        ["dry_run"] = false,
        ["force"] = false,
        ["max_active_leads"] = 50,
        ["weight"] = 1,
    }.ToFrozenDictionary();

    /// <summary>What an absent field or parameter of this name means; null where it means nothing.</summary>
    public static JsonNode? DefaultOf(string name) => Defaults.GetValueOrDefault(name)?.DeepClone();

    /// <summary>Adds what the name tells.</summary>
    /// <param name="schema">Of a field or parameter.</param>
    /// <param name="name">As it is written.</param>
    /// <param name="isSent">Whether a caller sends it; bounds of answers promise nothing about what is accepted.</param>
    public static void Apply(OpenApiSchema schema, string name, bool isSent)
    {
        if (name == "email" && schema.Type?.HasFlag(JsonSchemaType.String) == true)
            schema.Format = "email";
        if (name == "deal_value")
        {
            schema.ExclusiveMinimum = "0";
            schema.Maximum = Text(isSent ? Amounts.MostDeal : MostMoney); // older programs let higher values in
        }

        var isNumber = (schema.Type & ~JsonSchemaType.Null) is JsonSchemaType.Integer or JsonSchemaType.Number;
        if (isSent || !isNumber || !Ranges.TryGetValue(name, out var range))
            return;
        schema.Minimum ??= Text(range.Least);
        if (range.Most is { } most)
            schema.Maximum ??= Text(most);
    }

    /// <summary>The same for a query parameter, which nothing else describes.</summary>
    public static void ApplyToQuery(OpenApiSchema schema, string name)
    {
        Apply(schema, name, isSent: false);
        schema.Default ??= DefaultOf(name);
    }

    public static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
