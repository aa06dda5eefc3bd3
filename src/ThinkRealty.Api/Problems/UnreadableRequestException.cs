namespace ThinkRealty.Api.Problems;

/// <summary>A request that cannot be read, with a sentence for its sender.</summary>
internal sealed class UnreadableRequestException(int status, string sentence)
    : BadHttpRequestException(sentence, status);
