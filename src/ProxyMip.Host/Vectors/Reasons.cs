namespace ProxyMip.Host.Vectors;

/// <summary>Why octets were refused, in the words vectors use. Several may be true of the same octets.</summary>
internal static class Reasons
{
    public const string Short = "shorter than the fixed part";
    public const string MessageType = "unknown message type";
    public const string TruncatedExtension = "truncated extension";
    public const string UnknownExtension = "unknown non-skippable extension";
    public const string MalformedAuthentication = "malformed authentication extension";
    public const string NoAuthorization = "no authorization-enabling extension";
    public const string NoAssociation = "no security association with this node";
    public const string NoForeignAssociation = "no security association with this foreign agent";
    public const string MissingMobileHome = "missing Mobile-Home extension";
    public const string MissingForeignHome = "missing Foreign-Home extension";
    public const string MissingMobileForeign = "missing Mobile-Foreign extension";
    public const string WrongAuthenticator = "wrong authenticator";
    public const string NoPendingRequest = "no pending request";
    public const string Identification = "identification mismatch";
    public const string WrongSender = "not from the agent asked";
    public const string Revocation = "stale revocation";
    public const string NotAddressed = "not addressed to this agent";
    public const string UdpChecksum = "UDP checksum";
    public const string IcmpChecksum = "ICMP checksum";
    public const string IpChecksum = "IP header checksum";
    public const string ForwardingChecksum = "forwarding header checksum";
    public const string GreChecksum = "GRE checksum";
    public const string Length = "length";
    public const string EntrySize = "entry size";
    public const string MobilityLength = "mobility extension length";
    public const string NoCareOf = "foreign agent without care-of address";
    public const string NoAgent = "neither home nor foreign agent";
    public const string NoRouter = "no router address";
    public const string Code = "code";
    public const string TimeToLive = "TTL not 1";
    public const string Source = "source address";
    public const string InnerTtl = "inner TTL 0";
    public const string InnerTruncated = "inner header truncated";
    public const string InnerHeader = "inner header malformed";
    public const string NoVisitor = "no visitor";
    public const string NoBinding = "no binding";
    public const string TunnelPeer = "unknown tunnel peer";
    public const string Encapsulation = "wrong encapsulation";
    public const string ReverseTunnel = "reverse tunnel not granted";
    public const string Loop = "loop";
    public const string Congestion = "congestion mark lost";
    public const string Fragment = "fragment";
    public const string GreVersion = "GRE version";
    public const string GreReserved = "GRE reserved bits 1-5";
    public const string GreProtocol = "GRE protocol type";
    public const string ResponseAuthenticator = "response authenticator";
    public const string RequestAuthenticator = "request authenticator";
    public const string MessageAuthenticator = "Message-Authenticator";
    public const string MessageAuthenticatorMissing = "Message-Authenticator missing";
    public const string AttributeLength = "attribute length";
    public const string Identifier = "identifier";
    public const string Credentials = "credentials";
    public const string NasIdentity = "NAS identity";
    public const string ForbiddenAttribute = "forbidden attribute";
    public const string BodyLength = "body length";
    public const string UnencryptedFlag = "unencrypted flag";
    public const string Sequence = "sequence number";
    public const string Session = "session";
    public const string Header = "header";
    public const string Size = "size";
    public const string Magic = "magic";
    public const string Version = "version";
    public const string KeyId = "key id";
    public const string Hmac = "HMAC";
    public const string Receiver = "receiver address";
    public const string Sender = "sender address";
    public const string SenderEpoch = "sender epoch";
    public const string Replay = "replay";

    // Other wordings of the same thing.
    private static readonly (string Reason, string Wording)[] s_wordings =
    [
        (Short, "shorter than 24 bytes"), (Short, "shorter than 20 bytes"), (Short, "shorter than 12 bytes"), (Short, "shorter than 8 bytes"), (Short, "too short"),
        (Short, "truncated"), (Short, "truncated message"), (Length, "length field"), (Length, "number of addresses"), (Length, "shorter than length"),
        (TruncatedExtension, "extension runs past the end"), (TruncatedExtension, "extension without length"), (UnknownExtension, "unknown extension"),
        (WrongAuthenticator, "Mobile-Home authenticator"), (WrongAuthenticator, "authentication failed"), (WrongAuthenticator, "authentication failure"),
        (WrongAuthenticator, "authenticator"), (WrongAuthenticator, "wrong Mobile-Home extension"), (NoAssociation, "no association"), (NoAssociation, "unknown node"),
        (NoAssociation, "no security association"), (Identification, "identification"), (Identification, "low word"), (NoCareOf, "no care-of address"),
        (InnerTruncated, "inner header cut"), (InnerTruncated, "inner packet truncated"), (InnerTruncated, "truncated"), (InnerTtl, "TTL 0"), (NoVisitor, "unknown visitor"),
        (GreReserved, "GRE routing bit"), (GreReserved, "GRE reserved bit"), (MessageAuthenticatorMissing, "no Message-Authenticator"),
        (MessageAuthenticatorMissing, "missing Message-Authenticator"), (MessageAuthenticator, "wrong Message-Authenticator"), (Hmac, "wrong HMAC"),
        (Receiver, "receiver"), (Receiver, "wrong receiver"), (Sender, "sender"), (SenderEpoch, "old epoch"), (SenderEpoch, "epoch"), (Replay, "replayed"),
        (Replay, "sequence already seen"), (KeyId, "unknown key"), (Magic, "magic number"), (Version, "version 2"), (BodyLength, "inner lengths"),
        (BodyLength, "lengths do not add up"), (Sequence, "sequence"), (UnencryptedFlag, "unencrypted"), (MessageType, "message type"), (MessageType, "type"),
        (NoAgent, "neither H nor F"), (Code, "ICMP code"), (IpChecksum, "header checksum"), (IpChecksum, "IP checksum"), (ForwardingChecksum, "minimal encapsulation checksum"),
        (TimeToLive, "TTL"), (Session, "session id"), (Code, "unexpected code"), (EntrySize, "address entry size"),
    ];

    private static readonly (string Reason, HashSet<string> Words)[] s_phrases =
    [
        .. typeof(Reasons).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Select(text => (text, WordsOf(text))),
        .. s_wordings.Select(wording => (wording.Reason, WordsOf(wording.Wording))),
    ];

    /// <summary>
    /// Whether one of the reasons found is what the expected words mean: of all known wordings, the ones closest to the expected words must belong to it.
    /// Words close to nothing we know match no reason.
    /// </summary>
    public static bool Match(string expected, IEnumerable<string> found)
    {
        const double FarOff = 0.3;
        var words = WordsOf(expected);
        var closest = FarOff;
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (reason, phrase) in s_phrases)
        {
            var likeness = Likeness(words, phrase);
            if (likeness < closest)
                continue;
            if (likeness > closest)
                meant.Clear();
            closest = likeness;
            meant.Add(reason);
        }
        return found.Any(meant.Contains);
    }

    private static double Likeness(HashSet<string> left, HashSet<string> right)
    {
        var common = left.Count(right.Contains);
        return common / (double)(left.Count + right.Count - common);
    }

    private static HashSet<string> WordsOf(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '-', ',', '.', ':', ';', '(', ')', '\''], StringSplitOptions.RemoveEmptyEntries)];
}
