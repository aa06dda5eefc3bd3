using ThinkRealty.Api.Json;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

/// <summary>Adds to an answer what was found in the body of its request, such as fields that the endpoint does not know.</summary>
internal sealed class AnswerWarnings : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (
            context.HttpContext.Features.Get<ReceivedBody>() is { Warnings: { Count: > 0 } warnings }
            && ValueOf(result) is IWarns answer
        )
            answer.Warnings = [.. answer.Warnings ?? [], .. warnings];
        return result;
    }

    private static object? ValueOf(object? result) =>
        result switch
        {
            INestedHttpResult either => ValueOf(either.Result),
            IValueHttpResult answer => answer.Value,
            _ => result,
        };
}
