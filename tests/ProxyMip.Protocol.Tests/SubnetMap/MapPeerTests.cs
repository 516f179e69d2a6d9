using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapPeerTests
{
    [Fact]
    [Requirement("MAP-024")]
    public void Judge_FirstMessage_StartsASession()
    {
        Assert.Equal(MapRefusal.None, Judge(MapPeer.Unknown, 5, 3, out var peer));
        Assert.Equal((5ul, 3ul), (peer.Epoch.Value, peer.Window.Highest));
    }

    [Fact]
    [Requirement("MAP-024")]
    public void Judge_LaterRun_StartsANewSession()
    {
        Judge(MapPeer.Unknown, 5, 1000, out var peer);
        Assert.Equal(MapRefusal.None, Judge(peer, 6, 1, out peer));
        Assert.Equal((6ul, 1ul), (peer.Epoch.Value, peer.Window.Highest));
    }

    [Fact]
    [Requirement("MAP-024")]
    public void Judge_EarlierRun_IsRefusedAndForgotten()
    {
        Judge(MapPeer.Unknown, 5, 1, out var peer);
        Assert.Equal(MapRefusal.SenderEpoch, Judge(peer, 4, 2, out var after));
        Assert.Equal(peer, after);
    }

    [Fact]
    public void Judge_NoRun_IsRefused() => Assert.Equal(MapRefusal.SenderEpoch, Judge(MapPeer.Unknown, 0, 1, out _));

    [Fact]
    public void Judge_NumberZero_IsRefused() => Assert.Equal(MapRefusal.Replay, Judge(MapPeer.Unknown, 5, 0, out _));

    [Theory]
    [InlineData(200, 200, false)] // the highest again
    [InlineData(200, 199, true)]
    [InlineData(200, 73, true)]   // 127 behind
    [InlineData(200, 72, false)]  // 128 behind: too old to tell
    [InlineData(200, 201, true)]
    [InlineData(200, 5000, true)]
    [Requirement("MAP-024")]
    public void TryAccept_Number_IsJudgedByThe128Newest(ulong highest, ulong number, bool accepted)
    {
        Assert.True(default(ReplayWindow).TryAccept(highest, out var window));
        Assert.Equal(accepted, window.TryAccept(number, out var next));
        Assert.Equal(accepted, window.IsFresh(number));
        Assert.Equal(accepted ? Math.Max(highest, number) : highest, next.Highest);
    }

    [Fact]
    [Requirement("MAP-024")]
    public void TryAccept_AnyNumbers_EqualsASetOfAllSeen() => Gen.Select(Gen.ULong[1, 300].Array[0, 400], Gen.ULong[0, ulong.MaxValue - 300]).Sample((numbers, start) =>
    {
        var window = default(ReplayWindow);
        var seen = new HashSet<ulong>();
        var highest = 0ul;
        foreach (var number in numbers.Select(number => start + number))
        {
            var expected = !seen.Contains(number) && (number > highest || highest - number < ReplayWindow.Size);
            if (window.TryAccept(number, out window) != expected)
                return false;
            seen.Add(number);
            highest = Math.Max(highest, number);
        }
        return true;
    });

    [Fact]
    public void TryAccept_LastNumberOfAll_IsAccepted()
    {
        Assert.True(default(ReplayWindow).TryAccept(ulong.MaxValue, out var window));
        Assert.False(window.TryAccept(ulong.MaxValue, out _));
    }

    private static MapRefusal Judge(MapPeer peer, ulong epoch, ulong sequence, out MapPeer next) =>
        peer.Judge(new() { SenderEpoch = new(epoch), Sequence = sequence }, out next);
}
