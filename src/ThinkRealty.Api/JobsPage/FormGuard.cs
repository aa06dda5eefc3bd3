using Microsoft.AspNetCore.Antiforgery;
using ThinkRealty.Api.Problems;

namespace ThinkRealty.Api.JobsPage;

/// <summary>Takes a form only from a page of ours, and from the one who was shown it.</summary>
internal sealed class FormGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    public const string Expired = "form_expired";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            if (HttpMethods.IsPost(http.Request.Method))
                await antiforgery.ValidateRequestAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            await ProblemWriter.WriteAsync(http, new() { Type = Expired, Status = StatusCodes.Status400BadRequest });
            return Results.Empty;
        }

        return await next(context);
    }
}
