using System.Data.Common;
using System.Globalization;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Agents;

/// <summary>The agents by their number; a cursor walks them while agents are being added.</summary>
/// <param name="Page">Which part.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="IsActive">Only active, or only inactive ones.</param>
public sealed record ListAgents(PageRequest Page, string? Cursor, bool? IsActive) : IQuery<Page<AgentView>>;

internal sealed class ListAgentsValidator : AbstractValidator<ListAgents>
{
    public ListAgentsValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        RuleFor(q => q.Cursor)
            .Must(c => c is null || int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OverridePropertyName("cursor")
            .WithMessage("This is no cursor of this list; take next_cursor as it is.");
    }
}

internal sealed class ListAgentsHandler(DbDataSource db) : IRequestHandler<ListAgents, Page<AgentView>>
{
    private const string Sql = $"""
        select count(*) from agents where is_active = coalesce(@IsActive, is_active);
        {AgentView.Select}
         where a.is_active = coalesce(@IsActive, a.is_active) and a.agent_no > @After
         order by a.agent_no
        offset @Skip limit @Limit
        """;

    public async Task<Page<AgentView>> Handle(ListAgents request, CancellationToken cancellationToken)
    {
        var after = request.Cursor is null ? 0 : int.Parse(request.Cursor, CultureInfo.InvariantCulture);
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var grid = await connection.QueryMultipleAsync(
            new(
                Sql,
                new
                {
                    request.IsActive,
                    After = after,
                    request.Page.Skip,
                    request.Page.Limit,
                },
                cancellationToken: cancellationToken
            )
        );
        var total = await grid.ReadSingleAsync<long>();
        var rows = (await grid.ReadAsync<AgentView>()).ToList();
        var next = rows.Count == request.Page.Limit ? rows[^1].AgentNo.ToString(CultureInfo.InvariantCulture) : null;
        return request.Page.Holding(rows, total, next);
    }
}
