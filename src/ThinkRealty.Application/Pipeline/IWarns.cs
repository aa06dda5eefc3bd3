namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// A successful answer that can carry warnings: what was accepted, and what the caller should know about it. Each warning
/// is <c>slug</c> or <c>slug: detail</c>. Captures and updates always show the list; other answers show it only when there
/// are some.
/// </summary>
public interface IWarns
{
    IReadOnlyList<string>? Warnings { get; set; }
}
