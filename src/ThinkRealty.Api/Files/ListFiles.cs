using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using ThinkRealty.Api.Limits;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Files;

/// <summary>
/// Gives every list more forms: a CSV or XLSX file where <c>Accept</c> asks for one (rules §16). The file is the whole list,
/// read page by page while it is sent, unless the caller asks for a part with <c>skip</c>, <c>limit</c> or <c>cursor</c>;
/// then <c>Next-Cursor</c> is a header. It needs as much memory as one page.
/// </summary>
internal sealed class ListFiles(LimitSettings settings) : IDisposable
{
    private const string Skip = "skip";
    private const string Limit = "limit";
    private const string Cursor = "cursor";
    private const int PageRows = 100;

    private static readonly MethodInfo OfferRows = (
        (Func<Part, EndpointFilterDelegate, EndpointFilterDelegate>)Offer<object>
    ).Method.GetGenericMethodDefinition();

    private static readonly DomainError Busy = new("rate_limited", ErrorKind.TooMany, "Too many files at once")
    {
        Detail = "Other callers are reading as many files as this server sends at once. Try again in a moment.",
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    // A file lasts as long as its reader takes, and slow readers must not take every turn.
    private readonly ConcurrencyLimiter _turns = new(new() { PermitLimit = settings.Exports, QueueLimit = 0 });

    public void Dispose() => _turns.Dispose();

    /// <summary>The endpoints of a group that answer a <see cref="Page{T}"/> also answer it as a file.</summary>
    public static RouteGroupBuilder OfferFiles(RouteGroupBuilder endpoints)
    {
        endpoints.AddEndpointFilterFactory(
            (endpoint, next) =>
                RowType(endpoint.MethodInfo.ReturnType) is { } row
                    ? (EndpointFilterDelegate)
                        OfferRows.MakeGenericMethod(row).Invoke(null, [new Part(endpoint.MethodInfo), next])!
                    : next
        );
        ((IEndpointConventionBuilder)endpoints).Finally(Describe);
        return endpoints;
    }

    private static EndpointFilterDelegate Offer<T>(Part part, EndpointFilterDelegate next) =>
        async invocation =>
        {
            var http = invocation.HttpContext;
            http.Response.Headers.Vary = "Accept";
            if (!FileForm.IsFile(http.Request))
                return await next(invocation);

            var turn = http.RequestServices.GetRequiredService<ListFiles>()._turns.AttemptAcquire();
            http.Response.RegisterForDispose(turn);
            if (!turn.IsAcquired)
                throw new DomainException(Busy);
            var isWhole = part.IsWhole(invocation);
            if (isWhole)
                part.BeginAt(invocation);
            return await next(invocation) switch
            {
                Ok<Page<T>> { Value: { } first } => new ListFile<T>(
                    first,
                    isWhole ? Rows(first, part, invocation, next, http.RequestAborted) : first.Data.ToAsyncEnumerable(),
                    isWhole
                ),
                var other => other,
            };
        };

    private static async IAsyncEnumerable<T> Rows<T>(
        Page<T> page,
        Part part,
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            foreach (var row in page.Data)
                yield return row;
            cancellationToken.ThrowIfCancellationRequested();
            if (!part.GoOnAfter(invocation, page.Data.Count, page.NextCursor))
                yield break;
            page =
                (await next(invocation) as Ok<Page<T>>)?.Value
                ?? throw new InvalidOperationException("A later page of a list is not a page.");
        }
    }

    // Task<Ok<Page<T>>> → T
    private static Type? RowType(Type returned) =>
        returned.IsGenericType
        && returned.GetGenericTypeDefinition() == typeof(Task<>)
        && Inside(returned, typeof(Task<>)) is { } result
        && Inside(result, typeof(Ok<>)) is { } page
            ? Inside(page, typeof(Page<>))
            : null;

    private static Type? Inside(Type type, Type wrapper) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == wrapper ? type.GetGenericArguments()[0] : null;

    private static void Describe(EndpointBuilder endpoint)
    {
        for (var i = 0; i < endpoint.Metadata.Count; i++)
            if (
                endpoint.Metadata[i] is IProducesResponseTypeMetadata { StatusCode: 200, Type: { } answer }
                && Inside(answer, typeof(Page<>)) is not null
            )
                endpoint.Metadata[i] = new ProducesResponseTypeMetadata(
                    200,
                    answer,
                    [FileForm.Json, FileForm.Csv, FileForm.Xlsx]
                );
    }

    /// <summary>Where an endpoint takes which part of the list is wanted.</summary>
    private sealed class Part(MethodInfo endpoint)
    {
        private readonly int _skip = At(endpoint, Skip);
        private readonly int _limit = At(endpoint, Limit);
        private readonly int _cursor = At(endpoint, Cursor);

        public bool IsWhole(EndpointFilterInvocationContext asked) =>
            asked.Arguments[_skip] is null
            && asked.Arguments[_limit] is null
            && (_cursor < 0 || string.IsNullOrEmpty(asked.Arguments[_cursor] as string));

        public void BeginAt(EndpointFilterInvocationContext asked) => asked.Arguments[_limit] = PageRows;

        /// <summary>Asks for the next page, or says that there is none.</summary>
        public bool GoOnAfter(EndpointFilterInvocationContext asked, int rows, string? cursor)
        {
            if (_cursor >= 0)
            {
                asked.Arguments[_cursor] = cursor;
                return cursor is not null;
            }

            asked.Arguments[_skip] = (asked.Arguments[_skip] as int? ?? 0) + rows;
            return rows == PageRows;
        }

        private static int At(MethodInfo endpoint, string name) =>
            Array.FindIndex(endpoint.GetParameters(), parameter => parameter.Name == name);
    }

    private sealed class ListFile<T>(Page<T> first, IAsyncEnumerable<T> rows, bool isWhole) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (!isWhole && first.NextCursor is { } next)
                httpContext.Response.Headers["Next-Cursor"] = next;
            return RowsAnswer.SendAsync(httpContext, typeof(T), rows.Select(row => (object)row!));
        }
    }
}
