using System.Collections.Immutable;
using ProxyMip.Web.Components.Pages.Status;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Status;

/// <summary>Network Ports (screen specification 5.14).</summary>
public sealed class NetworkPageTests : ConsoleTest
{
    public NetworkPageTests() => Node.Show(Samples.Snapshot() with
    {
        Ports =
        [
            new()
            {
                Name = "Ethernet", IsUp = true, IsPrimary = true, RateMbps = 100, Address = Samples.Ip("10.30.0.2"), Mac = Samples.Mac("00409637e8d0"),
                Counters = ImmutableDictionary<string, long?>.Empty.Add("Receive Unicast Packets", 17).Add("Transmit Total Bytes", 0),
            },
            new() { Name = "AP Radio", IsUp = true, RateMbps = 11, ServiceSet = "bnetwork30" },
        ],
    });

    [Fact]
    public async Task Network_Rows_HaveTheNamesOfThePortPages()
    {
        var page = await OpenAsync<NetworkPage>("/network");
        Assert.Equal(
        [
            "Status", "Maximum Rate (Mb/s)", "IP Address", "MAC Address", "SSID",
            "Receive", "Unicast Packets", "Multicast Packets", "Total Bytes", "Total Errors", "Discarded Packets", "Forwardable Packets", "Filtered Packets",
            "Transmit", "Unicast Packets", "Multicast Packets", "Total Bytes", "Total Errors", "Discarded Packets", "Forwarded Packets",
        ], page.FindAll("[data-testid='net-table'] tbody th").Select(TextOf));
    }

    [Theory]
    [InlineData("Status", "Up (primary)", "Up")]
    [InlineData("Maximum Rate (Mb/s)", "100.0", "11.0")]
    [InlineData("MAC Address", "00409637e8d0", "-")]
    [InlineData("SSID", "-", "bnetwork30")]
    public async Task Network_Fact_StandsInTheColumnOfItsPort(string row, string ethernet, string radio)
    {
        var page = await OpenAsync<NetworkPage>("/network");
        Assert.Equal([ethernet, radio], Cells(page, row).Take(2));
    }

    [Fact]
    public async Task Network_UnknownCounter_IsADashAndNoZero()
    {
        var page = await OpenAsync<NetworkPage>("/network");
        Assert.Equal(["17", "-", "-", "-"], Cells(page, "Unicast Packets"));
    }

    [Fact]
    public async Task Network_KnownZero_IsAZero()
    {
        var page = await OpenAsync<NetworkPage>("/network");
        Assert.Equal(["-", "-", "0", "-"], Cells(page, "Total Bytes"));
    }

    [Fact]
    public async Task Network_PausedRefresh_ReadsAgain()
    {
        var page = await OpenAsync<NetworkPage>("/network");
        At(page, "live-switch").Change(false);
        Node.Show(Samples.Snapshot() with { Ports = [new() { Name = "Ethernet", IsUp = false }] });
        Assert.Equal("Up (primary)", Cells(page, "Status").First());
        At(page, "btn-refresh").Click();
        Assert.Equal("Down", Cells(page, "Status").First());
    }

    private static IEnumerable<string> Cells(IRenderedComponent<NetworkPage> page, string row) =>
        page.FindAll("[data-testid='net-table'] tbody tr").Where(line => TextOf(line.QuerySelector("th")!) == row).SelectMany(line => line.QuerySelectorAll("td")).Select(TextOf);
}
