using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// Revocations towards foreign agents whose binding is gone (RFC 3543 §4.2.2.1): sent again with a new identifier and authenticator, never twice in a
/// second, further and further apart, and not past what was left of the binding's lifetime.
/// </summary>
internal sealed class RevocationSender
{
    private const int MostTries = 8;
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(Ipv4Address HomeAddress, Ipv4Address CareOfAddress), Revocation> _running = [];
    private readonly DeadlineHeap<Revocation> _due = new();

    public TimeSpan? NextDue => _due.Earliest;

    /// <summary>Seconds of the clock that identifiers and extension 137 come from.</summary>
    public static uint TimestampOf(Moment now) => Words.High(NtpTimestamp.From(now.Wall));

    /// <summary>Starts to revoke a binding that is about to go; nothing happens unless its foreign agent negotiated revocation.</summary>
    public void Start(Binding binding, HomeAgentSettings settings, in StepContext context)
    {
        if (binding.RevocationTimestamp is null || !settings.ForeignAgentAssociations.TryGetValue(binding.Source, out var association))
            return;
        Cancel(binding.Node.HomeAddress, binding.CareOfAddress);
        var revocation = new Revocation
        {
            HomeAddress = binding.Node.HomeAddress,
            HomeAgent = binding.HomeAgent,
            CareOfAddress = binding.CareOfAddress,
            Association = new(association),
            Until = binding.IsScheduled ? binding.DueAt : TimeSpan.MaxValue,
        };
        _running[revocation.Key] = revocation;
        _due.Schedule(revocation, context.Now.Uptime);
    }

    /// <summary>Stops revoking, because the node is registered there again.</summary>
    public void Cancel(Ipv4Address homeAddress, Ipv4Address careOfAddress)
    {
        if (_running.Remove((homeAddress, careOfAddress), out var revocation))
            _due.Remove(revocation);
    }

    /// <summary>Takes an acknowledgement whose Foreign-Home extension has been verified; false if it fits nothing.</summary>
    public bool Acknowledge(Ipv4Address from, in RevocationAcknowledgement acknowledgement)
    {
        if (!_running.TryGetValue((acknowledgement.HomeAddress, from), out var revocation)
            || acknowledgement.RevocationIdentifier - revocation.FirstIdentifier > revocation.LastIdentifier - revocation.FirstIdentifier)
            return false;
        Cancel(acknowledgement.HomeAddress, from);
        return true;
    }

    /// <summary>Sends what is due and returns how many were sent.</summary>
    public int Wake(in StepContext context)
    {
        var sent = 0;
        while (_due.TryTakeDue(context.Now.Uptime, out var revocation))
        {
            if (revocation.Tries == MostTries || context.Now.Uptime >= revocation.Until)
            {
                _running.Remove(revocation.Key);
                continue;
            }
            Send(revocation, context);
            sent++;
            _due.Schedule(revocation, context.Now.Uptime + s_firstRetry * Math.Pow(2, revocation.Tries - 1));
        }
        return sent;
    }

    private static void Send(Revocation revocation, in StepContext context)
    {
        var now = TimestampOf(context.Now);
        revocation.LastIdentifier = revocation.Tries == 0 || unchecked((int)(now - revocation.LastIdentifier)) > 0 ? now : revocation.LastIdentifier + 1;
        if (revocation.Tries++ == 0)
            revocation.FirstIdentifier = revocation.LastIdentifier;
        Span<byte> room = stackalloc byte[RevocationMessage.FixedSize + 64];
        var writer = new RegistrationWriter(room, new RevocationMessage
        {
            Bits = RevocationBits.SenderIsHomeAgent,
            HomeAddress = revocation.HomeAddress,
            HomeDomainAddress = revocation.HomeAgent,
            ForeignDomainAddress = revocation.CareOfAddress,
            RevocationIdentifier = revocation.LastIdentifier,
        });
        writer.Sign(ExtensionType.ForeignHomeAuthentication, revocation.Association.Association.Spi, revocation.Association.Authenticator);
        context.Do(new SendDatagram(null, null, null, revocation.HomeAgent, revocation.CareOfAddress, 64, RequestRouting.Port, RequestRouting.Port,
            writer.Complete().ToArray()));
    }

    private sealed class Revocation : Deadline
    {
        public required Ipv4Address HomeAddress { get; init; }

        public required Ipv4Address HomeAgent { get; init; }

        public required Ipv4Address CareOfAddress { get; init; }

        public required KeyedAssociation Association { get; init; }

        /// <summary>The uptime at which the binding would have ended anyway.</summary>
        public required TimeSpan Until { get; init; }

        public int Tries { get; set; }

        public uint FirstIdentifier { get; set; }

        public uint LastIdentifier { get; set; }

        public (Ipv4Address HomeAddress, Ipv4Address CareOfAddress) Key => (HomeAddress, CareOfAddress);
    }
}
