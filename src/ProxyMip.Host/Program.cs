using ProxyMip.Host.Commands;

return await CommandTree.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
