using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class AdvertisementSequenceTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(255, 256)]
    [InlineData(65534, 65535)]
    [InlineData(65535, 256)]
    [Requirement("IRDP-076")]
    public void Next_After65535_Is256(ushort value, ushort expected) => Assert.Equal(expected, new AdvertisementSequence(value).Next.Value);

    [Fact]
    public void First_AfterAStart_Is0() => Assert.Equal(0, AdvertisementSequence.First.Value);

    [Theory]
    [InlineData(900, 901, SequenceChange.Advanced)]
    [InlineData(900, 65535, SequenceChange.Advanced)]
    [InlineData(900, 900, SequenceChange.Repeated)]
    [InlineData(65535, 256, SequenceChange.RolledOver)]
    [InlineData(900, 899, SequenceChange.RolledOver)]
    [InlineData(900, 255, SequenceChange.Rebooted)]
    [InlineData(900, 3, SequenceChange.Rebooted)]
    [InlineData(1, 0, SequenceChange.Rebooted)]
    [Requirement("IRDP-092", "IRDP-093")]
    public void ChangeSince_SmallerNumber_IsARebootBelow256Only(ushort previous, ushort current, SequenceChange expected) =>
        Assert.Equal(expected, new AdvertisementSequence(current).ChangeSince(new(previous)));

    [Theory]
    [InlineData("adv-seq-256-after-rollover")]
    [InlineData("adv-seq-reboot")]
    [Requirement("IRDP-092", "IRDP-093")]
    public void ChangeSince_Vector_IsARebootWhereTheVectorSaysSo(string name)
    {
        var vector = VectorFile.Load("adverts")[name];
        Assert.True(RouterAdvertisement.TryParse(vector.IpPayload, out var advertisement, out _));
        var previous = new AdvertisementSequence(vector.Context.GetProperty("previous_sequence").GetUInt16());
        Assert.Equal(
            vector.Expect.GetProperty("agent_rebooted").GetBoolean(),
            advertisement.MobilityAgent.Sequence.ChangeSince(previous) == SequenceChange.Rebooted);
    }

    [Fact]
    [Requirement("IRDP-076")]
    public void Next_AnyNumber_IsNeverTakenForAReboot() => Gen.UShort.Sample(value =>
        new AdvertisementSequence(value).Next.ChangeSince(new(value)) is SequenceChange.Advanced or SequenceChange.RolledOver);
}
