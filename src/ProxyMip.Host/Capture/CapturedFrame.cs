using ProxyMip.Host.Decoding;

namespace ProxyMip.Host.Capture;

/// <summary>One frame of a capture file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Time">When it was captured, UTC.</param>
/// <param name="Layer">What the octets start with; unknown when the link type is one we do not read.</param>
/// <param name="Octets">What was captured.</param>
/// <param name="OriginalLength">Octets the frame had; more than were captured when it was cut.</param>
internal sealed record CapturedFrame(int Number, DateTimeOffset Time, DecodeLayer Layer, ReadOnlyMemory<byte> Octets, long OriginalLength);

/// <summary>A capture file as far as it could be read.</summary>
/// <param name="Frames">In file order.</param>
/// <param name="Fault">One sentence that says why reading ended early; null when the whole file was read.</param>
internal sealed record CaptureFile(IReadOnlyList<CapturedFrame> Frames, string? Fault);
