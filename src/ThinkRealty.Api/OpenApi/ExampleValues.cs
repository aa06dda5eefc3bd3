using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ThinkRealty.Api.OpenApi;

/// <summary>What a field of a name looks like in an example, and in what a field without a name here has.</summary>
internal static class ExampleValues
{
    private static readonly FrozenDictionary<string, JsonNode> ByName = new Dictionary<string, JsonNode>
    {
        ["access_token"] = "CfDJ8Kf0dS3m…",
        ["refresh_token"] = "qk5v1mYh3n0…",
        ["token_type"] = "Bearer",
        ["expires_in"] = 900,
        ["email"] = "ahmed@email.com",
        ["phone"] = "+971501234567",
        ["whatsapp_number"] = "+971501234567",
        ["instagram_handle"] = "ahmed.dxb",
        ["first_name"] = "Ahmed",
        ["last_name"] = "Al Mansouri",
        ["full_name"] = "Ahmed Al Mansouri",
        ["lead_name"] = "Fatima Hassan",
        ["agent_name"] = "Sarah Johnson",
        ["name"] = "Sarah Johnson",
        ["author"] = "Sarah Johnson",
        ["nationality"] = "UAE",
        ["nationality_country"] = "AE",
        ["company"] = "Al Mansouri Trading",
        ["business_domain"] = "first",
        ["message"] = "Interested in a 2BR in Marina.",
        ["note"] = "Interested in a 2BR in Marina.",
        ["notes"] = "Interested in a 2BR in Marina.",
        ["subject"] = "Viewing",
        ["channel"] = "call",
        ["budget_min"] = 800000,
        ["budget_max"] = 1500000,
        ["budget_band"] = "1M-2M",
        ["deal_value"] = 1250000,
        ["amount"] = 1250000,
        ["price"] = 1250000,
        ["lead_score"] = 85,
        ["score"] = 85,
        ["conversion_probability"] = 0.42,
        ["conversion_rate"] = 15.5,
        ["utilization"] = 46,
        ["preferred_areas"] = "Dubai Marina",
        ["specialization_areas"] = "Dubai Marina",
        ["area"] = "Dubai Marina",
        ["languages"] = "english",
        ["tags"] = "vip",
        ["warnings"] = "unknown_field: lead_data.firstName",
        ["average_response_time"] = "4.5 hours",
        ["campaign_id"] = "spring_campaign_2024",
        ["utm_source"] = "google_ads",
        ["referrer_agent_id"] = "AG-17",
        ["source_id"] = "BAY-123",
        ["trace_id"] = "0af7651916cd43dd8448eb211c80319c",
        ["title"] = "Two bedrooms with a view of the marina",
        ["reason"] = "best_match",
        ["door"] = "/api/v1/leads/capture",
        ["action"] = "lead_status_changed",
        ["changes"] = new JsonObject { ["status"] = new JsonArray("new", "contacted") },
        ["explanation"] = new JsonObject { ["policy"] = "standard", ["points"] = 50 },
        ["detail"] = "Someone else changed it in the meantime.",
        ["body"] = new JsonObject { ["source_type"] = "bayut" },
        ["prefix"] = "tr_k7m2",
        ["key"] = "tr_k7m2pX0…",
        ["month"] = "2026-01",
        ["schedule"] = "every hour",
        ["status_from"] = "new",
        ["status_to"] = "contacted",
        ["queue_position"] = 3,
        ["skip"] = 0,
        ["limit"] = 50,
        ["next_cursor"] = "CN5Zb0XyQwAB",
    }.ToFrozenDictionary();

    public static DateTimeOffset Moment { get; } = new(2026, 1, 16, 10, 0, 0, TimeSpan.Zero);

    /// <summary>What suits the name; null where nothing is written down.</summary>
    public static JsonNode? Of(string name) => ByName.GetValueOrDefault(name)?.DeepClone();

    /// <summary>An id that is always the same for a name and stands for no row.</summary>
    public static Guid Id(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16];
        (bytes[0], bytes[1], bytes[2]) = (0x01, 0x94, 0x6f);
        (bytes[6], bytes[8]) = ((byte)(0x70 | (bytes[6] & 0x0f)), (byte)(0x80 | (bytes[8] & 0x3f)));
        return new(bytes, bigEndian: true);
    }
}
