# Everyday commands. `tests/run` is what the build service runs; the rest are its parts.
ARCHITECTURE := tests/ProxyMip.Architecture.Tests

.PHONY: build test quick bench fuzz format coverage

build:
	dotnet build ProxyMipConsole.sln -nologo -v quiet

test:
	tests/run

quick:
	tests/run --quick

# Writes the tables of docs/performance.md anew.
bench:
	dotnet run -c Release --project tests/ProxyMip.Benchmarks

fuzz:
	dotnet run -c Release --project tests/ProxyMip.Fuzz -- --seconds 60

format:
	dotnet format ProxyMipConsole.sln

# Writes docs/rfc-coverage.md anew from the requirement table, the tests and the comments of src.
coverage:
	dotnet build $(ARCHITECTURE) -nologo -v quiet
	PROXYMIP_RECORD=1 $(ARCHITECTURE)/bin/Debug/net10.0/ProxyMip.Architecture.Tests --no-ansi --progress off --filter-method '*.Document_IsCurrent'
