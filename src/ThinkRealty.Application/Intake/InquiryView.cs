using System.Text.Json;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Application.Intake;

/// <summary>How it stands with an inquiry that was refused.</summary>
public enum IntakeStatus
{
    Refused,

    /// <summary>A later attempt or a replay became a lead.</summary>
    Resolved,
}

/// <summary>A refused inquiry as the API shows it.</summary>
public sealed record InquiryView
{
    /// <summary>The inquiry's row in the intake.</summary>
    public required Guid IntakeId { get; init; }

    /// <summary>The path of the endpoint it came to.</summary>
    public required string Door { get; init; }

    /// <summary>The slug of the last refusal.</summary>
    public required string Reason { get; init; }

    /// <summary>The last refusal as it was answered, with the complaints about each field.</summary>
    public required JsonElement Detail { get; init; }

    /// <summary>How often it was refused, replays included.</summary>
    public required int Attempts { get; init; }

    /// <summary>`refused`, or `resolved` since a later attempt or a replay became a lead.</summary>
    public required IntakeStatus Status { get; init; }

    /// <summary>The lead it became; null while it is refused.</summary>
    public required Guid? LeadId { get; init; }

    /// <summary>Who sent it first.</summary>
    public required InquiryCaller Caller { get; init; }

    /// <summary>As it was last received: the JSON to the letter, else the text.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>When it was refused for the first time, UTC.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it was refused for the last time, UTC.</summary>
    public required DateTimeOffset LastAt { get; init; }
}

/// <summary>Whoever sent an inquiry.</summary>
/// <param name="Kind">`user` or `key`.</param>
/// <param name="Id">The user's or the key's id.</param>
public sealed record InquiryCaller(CallerKind Kind, Guid Id);

/// <summary>The same as PostgreSQL has it.</summary>
internal sealed record InquiryRow
{
    public Guid IntakeId { get; init; }
    public string Door { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Detail { get; init; } = "";
    public int Attempts { get; init; }
    public IntakeStatus Status { get; init; }
    public Guid? LeadId { get; init; }
    public CallerKind CallerKind { get; init; }
    public Guid CallerId { get; init; }
    public string Body { get; init; } = "";
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }

    public const string Select = """
        select i.id as intake_id, i.door, i.reason, i.detail::text as detail, i.attempts, i.status, i.lead_id,
               i.caller_kind, i.caller_id, i.body, i.first_at, i.last_at
          from intake i
        """;

    public InquiryView ToView() =>
        new()
        {
            IntakeId = IntakeId,
            Door = Door,
            Reason = Reason,
            Detail = Json(Detail),
            Attempts = Attempts,
            Status = Status,
            LeadId = LeadId,
            Caller = new(CallerKind, CallerId),
            Body = Json(Body),
            FirstAt = FirstAt,
            LastAt = LastAt,
        };

    private static JsonElement Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
