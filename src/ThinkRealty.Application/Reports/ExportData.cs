using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>
/// A copy of the source tables as they are at one moment, archived leads included. An agent takes away the own leads with
/// their interactions and sales, the own row among the agents, and all properties (rules §11).
/// </summary>
/// <param name="Dataset">Which table, or all of them.</param>
/// <param name="DateFrom">First day, Asia/Dubai: of creation, of interactions when they happened.</param>
/// <param name="DateTo">Last day, inclusive.</param>
public sealed record ExportData(ExportDataset Dataset, DateOnly? DateFrom, DateOnly? DateTo) : IQuery<DataExport>;

/// <summary>What can be exported.</summary>
public enum ExportDataset
{
    Leads,
    Interactions,
    Agents,
    Properties,
    Sales,

    /// <summary>Each of them, from the same moment.</summary>
    All,
}

/// <summary>Rows that are read while they are asked for, one dataset after the other; holds a connection until the end.</summary>
public sealed class DataExport : IAsyncDisposable
{
    private readonly Snapshot _snapshot;

    internal DataExport(Snapshot snapshot, IReadOnlyList<ExportedRows> datasets) =>
        (_snapshot, Datasets) = (snapshot, datasets);

    public IReadOnlyList<ExportedRows> Datasets { get; }

    public ValueTask DisposeAsync() => _snapshot.DisposeAsync();
}

/// <summary>One dataset.</summary>
/// <param name="Dataset">Which one.</param>
/// <param name="RowType">What each row is.</param>
/// <param name="Rows">By id, which is by creation; to be read once.</param>
public sealed record ExportedRows(ExportDataset Dataset, Type RowType, IAsyncEnumerable<object> Rows);

internal sealed class ExportDataValidator : AbstractValidator<ExportData>
{
    public ExportDataValidator() => this.PeriodIsInOrder(q => q.DateFrom, q => q.DateTo);
}

internal sealed class ExportDataHandler(ReportDatabase database, LeadRows leads, CallContext call)
    : IRequestHandler<ExportData, DataExport>
{
    private static readonly ExportDataset[] Each =
    [
        .. Enum.GetValues<ExportDataset>().Where(d => d != ExportDataset.All),
    ];

    public async Task<DataExport> Handle(ExportData request, CancellationToken cancellationToken)
    {
        var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        var wanted = request.Dataset == ExportDataset.All ? Each : [request.Dataset];
        return new(
            snapshot,
            [.. wanted.Select(dataset => Read(dataset, request, snapshot.Transaction, cancellationToken))]
        );
    }

    // Ids grow with time, so their order is that of creation, and an index has it ready: nothing is sorted first.
    private ExportedRows Read(
        ExportDataset dataset,
        ExportData request,
        DbTransaction snapshot,
        CancellationToken cancellationToken
    )
    {
        var (filter, parameters) = Filter(dataset, request);
        ExportedRows Rows<T>(string sql)
            where T : class => new(dataset, typeof(T), snapshot.StreamAsync<T>(sql, parameters, cancellationToken));

        return dataset switch
        {
            ExportDataset.Leads => new(
                dataset,
                typeof(LeadView),
                leads.StreamAsync(snapshot, $"where {filter} order by l.id", parameters, cancellationToken)
            ),
            ExportDataset.Interactions => Rows<ExportedInteraction>(
                $"{ExportedInteraction.Select} and {filter} order by i.id"
            ),
            ExportDataset.Agents => Rows<AgentView>($"{AgentView.Select} where {filter} order by a.id"),
            ExportDataset.Properties => Rows<ExportedProperty>(
                $"{ExportedProperty.Select} where {filter} order by p.id"
            ),
            ExportDataset.Sales => Rows<ExportedSale>($"{ExportedSale.Select} where {filter} order by s.id"),
            _ => throw new ArgumentOutOfRangeException(nameof(dataset), dataset, "Not a single one."),
        };
    }

    // Only the conditions that there are: PostgreSQL plans better without those that are always true.
    private (string Sql, DynamicParameters Parameters) Filter(ExportDataset dataset, ExportData request)
    {
        var (at, own) = dataset switch
        {
            ExportDataset.Leads => ("l.created_at", "l.assigned_agent_id = @Agent"),
            ExportDataset.Interactions => ("i.occurred_at", OwnLead("i")),
            ExportDataset.Agents => ("a.created_at", "a.id = @Agent"),
            ExportDataset.Properties => ("p.created_at", null),
            _ => ("s.created_at", OwnLead("s")),
        };
        var (conditions, parameters) = (new List<string> { "true" }, new DynamicParameters());
        if (request.DateFrom is { } from)
        {
            conditions.Add($"{at} >= @From");
            parameters.Add("From", from.DubaiMidnight().UtcDateTime);
        }

        if (request.DateTo is { } to)
        {
            conditions.Add($"{at} < @Until");
            parameters.Add("Until", to.AddDays(1).DubaiMidnight().UtcDateTime);
        }

        if (own is not null && OnlyAgent is { } agent)
        {
            conditions.Add(own);
            parameters.Add("Agent", agent);
        }

        return (string.Join(" and ", conditions), parameters);
    }

    // A key that may export sees everything: it belongs to no agent.
    private Guid? OnlyAgent => call.Caller.Has(Scope.Export) ? null : call.Caller.OnlyAgent;

    private static string OwnLead(string row) =>
        $"exists (select from leads l where l.id = {row}.lead_id and l.assigned_agent_id = @Agent)";
}
