namespace ProxyMip.Engine.Core;

/// <summary>
/// One instant on both clocks. Deadlines are taken from <see cref="Uptime"/> only, Identifications and displayed times from <see cref="Wall"/> only,
/// so that a step of the wall clock moves no timer and an Identification never starts again at zero after a restart.
/// </summary>
/// <param name="Uptime">Monotonic time since the engine started.</param>
/// <param name="Wall">Time of day, UTC; may step in both directions.</param>
public readonly record struct Moment(TimeSpan Uptime, DateTimeOffset Wall);
