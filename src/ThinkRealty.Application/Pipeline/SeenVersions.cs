namespace ThinkRealty.Application.Pipeline;

/// <summary>The versions of a resource that a caller accepts (<c>If-Match</c>): one of them has to be the present one.</summary>
public sealed record SeenVersions(IReadOnlyList<uint> Accepted)
{
    public bool Include(uint present) => Accepted.Contains(present);
}
