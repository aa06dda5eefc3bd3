using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Sales;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Corrects the deal of a converted lead, in its paid sale too (rules §7).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>version_conflict</c>; <c>lead_archived</c>, <c>lead_locked</c>.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Changes">What is to be different.</param>
public sealed record ChangeLead(Guid LeadId, SeenVersions? IfMatch, LeadChanges Changes) : ICommand<LeadChange>;

/// <summary>What was wrong about a converted lead's deal; what is left out stays, null clears.</summary>
public sealed record LeadChanges
{
    /// <summary>AED, above 0 and at most 5,000,000,000; null: not known, unless the lead's sale is paid or it was forced.</summary>
    public Patch<decimal?> DealValue { get; init; }

    /// <summary>Whether it was a sale or a rental; null: not known.</summary>
    public Patch<ConversionType?> ConversionType { get; init; }

    /// <summary>Why, 1–500 characters; needed with a correction and kept in the history.</summary>
    public string? Reason { get; init; }

    /// <summary>Another name of `reason`; send one of them.</summary>
    public string? Notes { get; init; }

    internal string? Why => OneText.Of(Reason, Notes);

    internal bool CorrectTheDeal => DealValue.HasValue || ConversionType.HasValue;
}

internal sealed class ChangeLeadValidator : AbstractValidator<ChangeLead>
{
    public ChangeLeadValidator()
    {
        RuleFor(c => c.Changes.DealValue.Value).IsADealValue().OverridePropertyName("deal_value");
        RuleFor(c => c.Changes.Reason).IsSentOnce("reason", c => c.Changes.Notes).OverridePropertyName("reason");
        RuleFor(c => c.Changes.Why)
            .IsAReason()
            .When(c => c.Changes.CorrectTheDeal, ApplyConditionTo.CurrentValidator)
            .FitsAReason()
            .OverridePropertyName("reason");
    }
}

internal sealed class ChangeLeadHandler(CallersLeads leads, ISaleRepository sales, CallContext call, TimeProvider clock)
    : IRequestHandler<ChangeLead, LeadChange>
{
    public async Task<LeadChange> Handle(ChangeLead request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var before = lead.CorrectedAt;
        if (changes.CorrectTheDeal)
            lead.CorrectDeal(
                new()
                {
                    ChangesValue = changes.DealValue.HasValue,
                    DealValue = changes.DealValue.Or(null),
                    ChangesType = changes.ConversionType.HasValue,
                    ConversionType = changes.ConversionType.Or(null),
                    By = call.Caller.Id,
                    Reason = changes.Why!.Trim(),
                },
                await sales.PaidOfAsync(lead.Id, cancellationToken),
                clock.Now()
            );

        var isKept = lead.CorrectedAt != before || string.IsNullOrWhiteSpace(changes.Why);
        return new(lead.Id.Value, isKept ? [] : [LeadWarnings.ReasonNotKept("nothing was corrected")]);
    }
}
