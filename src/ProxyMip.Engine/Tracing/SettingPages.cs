namespace ProxyMip.Engine.Tracing;

/// <summary>Pages a reason or a step of a roam points to, as the console names them.</summary>
internal static class SettingPages
{
    public const string General = "Proxy Mobile IP > General";
    public const string Servers = "Proxy Mobile IP > Authentication Server";
    public const string Bindings = "Proxy Mobile IP > Local SA Bindings";
    public const string Statistics = "Proxy Mobile IP > Statistics";
    public const string SubnetMap = "Proxy Mobile IP > View Subnet Map Table";
    public const string ServiceSets = "Associations > Service Sets";
    public const string Time = "Services > Time Server";
}
