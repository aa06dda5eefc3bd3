namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// A successful answer that can carry warnings: what was accepted, and what the caller should know about it. Each warning
/// is <c>slug</c> or <c>slug: detail</c>. The answer to
/// a change always shows the list, the answer to a read never does.
/// </summary>
public interface IWarns
{
    IReadOnlyList<string>? Warnings { get; set; }
}
