using MediatR;
using ThinkRealty.Application.Properties;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// Asks the external property service, where one is configured, before the capture's transaction opens: a slow service must
/// hold neither a connection nor an agent's seat.
/// </summary>
internal sealed class AskPropertyService(IPropertyService service, ServiceSuggestions suggestions)
    : IPipelineBehavior<CaptureLead, CapturedLead>
{
    public async Task<CapturedLead> Handle(
        CaptureLead request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<CapturedLead> next
    )
    {
        if (service.IsConfigured)
        {
            suggestions.Properties = await service.SuggestAsync(request.LeadData!.ToWishes(), cancellationToken);
            suggestions.AreMissing = suggestions.Properties is null;
        }

        return await next();
    }
}

/// <summary>What the external property service said about this capture.</summary>
internal sealed class ServiceSuggestions
{
    public IReadOnlyList<Guid>? Properties { get; set; }

    /// <summary>It was asked and did not answer: the suggestions are local.</summary>
    public bool AreMissing { get; set; }
}
