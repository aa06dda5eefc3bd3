namespace ThinkRealty.Application.DataChecks;

/// <summary>
/// Looks for stored values that today's rules would refuse or write differently. One class per rule; every class in this
/// assembly takes part in the verb <c>check-data</c>.
/// </summary>
public interface IDataCheck
{
    /// <summary>The findings, read row by row so that memory stays constant.</summary>
    IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken);
}

/// <summary>One stored value that a person has to look at. It never contains the value itself.</summary>
/// <param name="Entity">The table, for example <c>leads</c>.</param>
/// <param name="Id">The row's id; in a table without one, the id of the lead that the row belongs to.</param>
/// <param name="Field">The column.</param>
/// <param name="Reason">What is wrong, without personal data.</param>
public sealed record DataFinding(string Entity, Guid Id, string Field, string Reason);
