using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Adds tags that are not there yet.</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>forbidden</c>, <c>version_conflict</c>; <c>lead_archived</c>, <c>lead_locked</c>,
/// <c>lead_not_active</c>.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Tags">Which words.</param>
public sealed record TagLead(Guid LeadId, SeenVersions? IfMatch, NewTags Tags) : ICommand<LeadTags>;

/// <summary>Takes a tag away; one that is not there changes nothing.</summary>
/// <exception cref="DomainException">As for adding one.</exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Tag">Exactly this word; blanks at its ends and doubled ones do not count.</param>
public sealed record UntagLead(Guid LeadId, SeenVersions? IfMatch, string Tag) : ICommand<LeadTags>;

/// <summary>Words to add.</summary>
/// <param name="Tags">1–50 words of 1–50 characters; a lead has at most 50.</param>
public sealed record NewTags(IReadOnlyList<string>? Tags);

/// <summary>The lead's tags as they stand.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Tags">Free words.</param>
public sealed record LeadTags(Guid LeadId, IReadOnlyList<string> Tags) : IWarns
{
    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }
}

internal sealed class TagLeadValidator : AbstractValidator<TagLead>
{
    public TagLeadValidator()
    {
        RuleFor(c => c.Tags.Tags)
            .Must(t => t is { Count: > 0 and <= Wishes.MostTags })
            .WithMessage("1–50 tags are needed.")
            .OverridePropertyName("tags");
        RuleForEach(c => c.Tags.Tags).ATag().OverridePropertyName("tags");
    }
}

internal sealed class UntagLeadValidator : AbstractValidator<UntagLead>
{
    // Any text, also one that is no tag any more: a lead may have it from before.
    public UntagLeadValidator() =>
        RuleFor(c => c.Tag)
            .Must(t => !string.IsNullOrWhiteSpace(t))
            .WithMessage("Name the tag to remove: ?tag=.")
            .OverridePropertyName("tag");
}

internal sealed class TagLeadHandler(CallersLeads leads, TimeProvider clock) : IRequestHandler<TagLead, LeadTags>
{
    public async Task<LeadTags> Handle(TagLead request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        lead.Tag(CaptureLeadInput.Distinct(request.Tags.Tags), clock.Now());
        return new(request.LeadId, lead.Wishes.Tags);
    }
}

internal sealed class UntagLeadHandler(CallersLeads leads, TimeProvider clock) : IRequestHandler<UntagLead, LeadTags>
{
    public async Task<LeadTags> Handle(UntagLead request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var wanted = CaptureLeadInput.Distinct([request.Tag]);
        lead.Untag(lead.Wishes.Tags.Where(t => CaptureLeadInput.Distinct([t]).SequenceEqual(wanted)), clock.Now());
        return new(request.LeadId, lead.Wishes.Tags);
    }
}
