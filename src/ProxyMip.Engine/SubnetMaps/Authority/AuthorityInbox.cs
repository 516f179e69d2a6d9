using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>What an authoritative access point receives: the checks of section 15.3, then the desk a message is for.</summary>
internal sealed class AuthorityInbox(SubnetMapPort port, SessionDesk sessions, PeerDesk peers, AuthorityInbox.Greet greet)
{
    /// <summary>Answers a HELLO.</summary>
    internal delegate void Greet(in MapHeader header, in MapHello hello, in StepContext context);

    /// <summary>Takes a datagram for UDP port 6500.</summary>
    public void Receive(DatagramReceived datagram, in StepContext context)
    {
        var peer = peers.Find(datagram.Source);
        var session = peer is null ? sessions.Find(datagram.Source) : null;
        PeerLink? link = peer ?? (PeerLink?)session;
        if (!SubnetMapDatagram.TryOpen(datagram.Payload.Span, datagram.Source, port.Self, link?.Record ?? MapPeer.Unknown, out var opened))
        {
            port.Meter.Refused(opened.Refusal);
            if (opened.Answer != MapErrorCode.None)
                port.Refuse(opened.Header, link, opened.Answer, context);
            return;
        }
        port.Meter.Received(opened.Header.Type, datagram.Payload.Length);
        if (opened.Header.Type == MapMessageType.Hello && MapHello.TryParse(opened.Body, out var hello, out _))
            greet(opened.Header, hello, context);
        else if (peer is not null)
            ReceiveFromPeer(peer, opened, context);
        else
            ReceiveFromMember(session, opened, context);
    }

    private void ReceiveFromMember(ApSession? session, in OpenedMap opened, in StepContext context)
    {
        var type = opened.Header.Type;
        if (type == MapMessageType.Register && MapRegister.TryParse(opened.Body, out var register, out var entries, out _))
        {
            sessions.Register(opened, register, entries, context);
            return;
        }
        if (type is not (MapMessageType.SnapshotRequest or MapMessageType.DeltaAck or MapMessageType.Keepalive or MapMessageType.Goodbye or MapMessageType.Error))
        {
            // Only one that takes itself for an authoritative access point says such things to one.
            port.Meter.Dropped(SubnetMapDrop.Stranger);
            if (type is MapMessageType.Digest or MapMessageType.Delta)
                port.Refuse(opened.Header, session, MapErrorCode.ListsDiffer, context);
            return;
        }
        if (session is null || session.Record.Epoch != opened.Header.SenderEpoch)
        {
            Unknown(session, opened, context);
            return;
        }
        session.Record = opened.Peer;
        if (type == MapMessageType.Keepalive && MapKeepalive.TryParse(opened.Body, out var keepalive, out _))
            sessions.Keep(session, opened.Header, keepalive, context);
        else if (type == MapMessageType.SnapshotRequest && MapSnapshotRequest.TryParse(opened.Body, out var request, out _))
            ServeMember(session, opened.Header, request, context);
        else if (type == MapMessageType.DeltaAck && MapDeltaAck.TryParse(opened.Body, out var ack, out _))
            sessions.Acknowledge(session, opened.Header, ack, context);
        else if (type == MapMessageType.Goodbye && MapGoodbye.TryParse(opened.Body, out var goodbye, out _))
            Part(session, opened.Header, goodbye, context);
        else if (type == MapMessageType.Error)
            session.Push = PushMachine.Pause(session.Push); // it will say by itself what it holds
    }

    // An access point that is not known in its present run: it has to say HELLO and register.
    private void Unknown(ApSession? session, in OpenedMap opened, in StepContext context)
    {
        switch (opened.Header.Type)
        {
            case MapMessageType.Goodbye when MapGoodbye.TryParse(opened.Body, out var goodbye, out _):
                port.Answer(opened.Header, session, MapMessageType.GoodbyeAck, new MapGoodbyeAck { Reason = goodbye.Reason }.WriteTo(port.Body), context);
                break;
            case MapMessageType.Error:
                if (session is not null)
                    session.Push = PushMachine.Pause(session.Push);
                break;
            default:
                port.Refuse(opened.Header, session, MapErrorCode.HelloRequired, context);
                break;
        }
    }

    private void ServeMember(ApSession session, in MapHeader header, in MapSnapshotRequest request, in StepContext context)
    {
        if (request.Scope == MapScope.Merged)
            sessions.Serve(session, header, request, context);
        else
            port.Refuse(header, session, MapErrorCode.ListsDiffer, context);
    }

    private void Part(ApSession session, in MapHeader header, in MapGoodbye goodbye, in StepContext context)
    {
        port.Send(session, MapMessageType.GoodbyeAck, header.Transaction, new MapGoodbyeAck { Reason = goodbye.Reason }.WriteTo(port.Body), context);
        var hold = goodbye.Reason == MapGoodbyeReason.Moving ? AuthorityPolicy.MoveGrace : TimeSpan.Zero;
        sessions.Close(session, hold, context.Now.Uptime);
    }

    private void ReceiveFromPeer(AapPeer peer, in OpenedMap opened, in StepContext context)
    {
        var header = opened.Header;
        if (header.Type == MapMessageType.Error)
        {
            if (MapError.TryParse(opened.Body, out var error, out _, out _))
                peers.Refused(peer, opened, error.Code, context);
            return;
        }
        if (header.Type is MapMessageType.Register or MapMessageType.Keepalive)
        {
            // By its own list it is an ordinary access point.
            port.Refuse(header, peer, MapErrorCode.ListsDiffer, context);
            return;
        }
        peers.Hear(peer, opened, context);
        switch (header.Type)
        {
            case MapMessageType.HelloAck when MapHelloAck.TryParse(opened.Body, out var ack, out _):
                PeerDesk.Greeted(peer, ack, context);
                break;
            case MapMessageType.Digest or MapMessageType.DigestAck when MapDigest.TryParse(opened.Body, out var digest, out _):
                peers.Compare(peer, header, digest, context);
                break;
            case MapMessageType.Delta when MapDelta.TryParse(opened.Body, out var delta, out var changes, out _) && delta.Scope == MapScope.Claims:
                peers.Change(peer, header, delta, changes, context);
                break;
            case MapMessageType.DeltaAck when MapDeltaAck.TryParse(opened.Body, out var answer, out _) && answer.Scope == MapScope.Claims:
                peers.Acknowledge(peer, header, answer, context);
                break;
            case MapMessageType.SnapshotRequest when MapSnapshotRequest.TryParse(opened.Body, out var request, out _):
                peers.Serve(peer, header, request, context);
                break;
            case MapMessageType.SnapshotPart when MapSnapshotPart.TryParse(opened.Body, out var part, out var entries, out _) && part.Scope == MapScope.Claims:
                peers.Keep(peer, part, entries, context);
                break;
            case MapMessageType.Goodbye when MapGoodbye.TryParse(opened.Body, out var goodbye, out _):
                port.Send(peer, MapMessageType.GoodbyeAck, header.Transaction, new MapGoodbyeAck { Reason = goodbye.Reason }.WriteTo(port.Body), context);
                peers.Left(peer, context);
                break;
            case MapMessageType.GoodbyeAck:
                break;
            default:
                port.Meter.Dropped(SubnetMapDrop.Unexpected);
                break;
        }
    }
}
