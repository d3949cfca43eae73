@echo off
if not exist "%~dp0src\Elbo.Cli\bin\Release\net10.0\Elbo.Cli.dll" dotnet build -c Release --nologo -v quiet "%~dp0src\Elbo.Cli" 1>&2
dotnet "%~dp0src\Elbo.Cli\bin\Release\net10.0\Elbo.Cli.dll" %*
