using System.Net;
using ProxyMip.Host.Commands;
using ProxyMip.Host.Serving;
using ProxyMip.Runtime.Control;
using ProxyMip.Store;

if (args is ["decode" or "simulate" or "--help" or "-h" or "-?", ..])
    return await CommandTree.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);

var options = new ServeOptions { DataFolder = args.Length > 0 ? args[0] : "/tmp/pmipdata", Listen = new(IPAddress.Loopback, 8080) };
var store = await ConsoleStore.OpenAsync(options.DataFolder, TimeProvider.System, CancellationToken.None);
var app = ConsoleHost.Build(options, store, TimeProvider.System);
await ConsoleHost.StartNetworkAsync(app.Services);
Console.WriteLine(ConsoleHost.LinkOf(options, app.Services.GetRequiredService<IAccounts>(), app.Services.GetRequiredService<SetUpCode>()));
await app.RunAsync();
return 0;
