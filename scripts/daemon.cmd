@echo off
rem The launcher for Windows; the same rules as scripts/daemon, which explains them.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "FL_ROOT=%%~fI"
set "FL_APP=%FL_ROOT%\daemon\target\fairlead"
set "FL_USE=serve"

if "%~1"=="" goto serve
if "%~1"=="serve" goto serve
if "%~1"=="build" goto build
if "%~1"=="-h" goto help
if "%~1"=="--help" goto help
if "%FAIRLEAD_BUILD%"=="never" goto serve
call :stale
if errorlevel 1 goto build
goto run

:serve
if exist "%FL_APP%\build-id" goto run
>&2 echo fairlead: not built yet; run: "%~f0" build
exit /b 2

:help
if exist "%FL_APP%\build-id" goto run
echo scripts\daemon: serve MCP on stdin and stdout, or run one of the daemon's commands, built first when needed
echo   scripts\daemon build     build, and no more
echo   scripts\daemon demo      the main job on a simulator, without key and network
echo   scripts\daemon --check   can it serve?
exit /b 0

:build
set "FL_USE=build"
call :find
if errorlevel 1 exit /b 2
set "JAVA_HOME=%FL_JDK%"
set "MAVEN_OPTS=%MAVEN_OPTS% --sun-misc-unsafe-memory-access=allow"
where /q mvn.cmd
if errorlevel 1 >&2 echo fairlead: Maven 3.8.7 or newer is needed to build, and mvn.cmd is not on the PATH.
if errorlevel 1 exit /b 2
>&2 echo fairlead: building, about a minute the first time ...
pushd "%FL_ROOT%"
call mvn.cmd -q -B -ntp -pl daemon -am -DskipTests package 1>&2 <nul
set "FL_RESULT=%ERRORLEVEL%"
popd
if not "%FL_RESULT%"=="0" >&2 echo fairlead: the build failed; Maven's words are above
if not "%FL_RESULT%"=="0" exit /b 2
if "%~1"=="build" exit /b 0
set "FL_USE=serve"

:run
call :find
if errorlevel 1 exit /b 2
set "FL_MAIN=dev.fairlead.daemon.Main"
set "FL_JARS=%FL_APP%\lib\fairlead-daemon.jar"
set "FL_ARGS=%*"
if not "%~1"=="simulator" goto start
set "FL_MAIN=dev.fairlead.simulator.Main"
set "FL_JARS=%FL_APP%\simulator\fairlead-simulator.jar;%FL_APP%\lib\*"
set "FL_ARGS=%FL_ARGS:*simulator=%"

:start
if defined FAIRLEAD_CLASSPATH_APPEND set "FL_JARS=%FL_JARS%;%FAIRLEAD_CLASSPATH_APPEND%"
"%FL_JDK%\bin\java.exe" -XX:+UseSerialGC -Xms80m -XX:NewSize=64m -Xmx512m -XX:-UsePerfData -Djava.locale.providers=FALLBACK -Xlog:disable -Xlog:all=error:stderr -XX:+DisplayVMOutputToStderr --enable-native-access=ALL-UNNAMED "-Dfairlead.home=%FL_APP%" %FAIRLEAD_JAVA_OPTS% -cp "%FL_JARS%" %FL_MAIN% %FL_ARGS%
exit /b %ERRORLEVEL%

rem Sets FL_JDK to a Java that fits FL_USE, or says what was found.
:find
set "FL_JDK="
set "FL_SEEN="
call :try "%FAIRLEAD_JAVA_HOME%"
if defined FL_JDK exit /b 0
if defined FAIRLEAD_JAVA_HOME >&2 echo fairlead: FAIRLEAD_JAVA_HOME does not fit, searching on
call :try "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for %%D in (
  "%ProgramFiles%\Java"
  "%ProgramFiles%\Eclipse Adoptium"
  "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu"
  "%ProgramFiles%\Amazon Corretto"
  "%ProgramFiles%\BellSoft"
  "%ProgramFiles%\SapMachine\JDK"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
  "%USERPROFILE%\.jdks"
  "%USERPROFILE%\scoop\apps"
) do for /d %%J in ("%%~D\*") do call :try "%%~J"
if defined FL_JDK exit /b 0
>&2 echo fairlead: a JDK 25 is needed, and none was found in FAIRLEAD_JAVA_HOME, JAVA_HOME, PATH and the usual directories.
if defined FL_SEEN >&2 echo Found only:%FL_SEEN%
>&2 echo Install one, Eclipse Temurin 25 or any other build of OpenJDK, or set FAIRLEAD_JAVA_HOME to its directory.
exit /b 1

rem Is the directory a Java that fits? Its release file tells; no JVM is started. Scoop has it one level down.
:try
if defined FL_JDK exit /b 0
if "%~1"=="" exit /b 0
set "FL_HOME=%~f1"
if exist "%~f1\current\release" set "FL_HOME=%~f1\current"
if not exist "%FL_HOME%\bin\java.exe" exit /b 0
if not exist "%FL_HOME%\release" exit /b 0
set "FL_VERSION=0"
for /f "usebackq tokens=1,2 delims==" %%K in ("%FL_HOME%\release") do if "%%K"=="JAVA_VERSION" set "FL_VERSION=%%~L"
set "FL_MAJOR=0"
for /f "delims=.-+_ " %%M in ("%FL_VERSION%") do set "FL_MAJOR=%%M"
set "FL_SEEN=%FL_SEEN% %FL_VERSION% in "%FL_HOME%";"
if %FL_MAJOR% LSS 25 exit /b 0
if "%FL_USE%"=="build" if %FL_MAJOR% GTR 25 exit /b 0
if "%FL_USE%"=="build" if not exist "%FL_HOME%\bin\javac.exe" exit /b 0
set "FL_JDK=%FL_HOME%"
exit /b 0

rem Is there no build, or a source newer than it?
:stale
if not exist "%FL_APP%\build-id" exit /b 1
if not exist "%FL_ROOT%\pom.xml" exit /b 0
powershell -NoProfile -Command "$r = $env:FL_ROOT; $t = (Get-Item -LiteralPath (Join-Path $env:FL_APP 'build-id')).LastWriteTimeUtc; $s = 'pom.xml', '.mvn'; foreach ($m in 'simulator', 'providers', 'routing', 'tools', 'daemon') { $s += ($m + '/pom.xml'), ($m + '/src/main') }; foreach ($p in $s) { $f = Join-Path $r $p; if (Test-Path -LiteralPath $f) { if (@(Get-Item -LiteralPath $f) + @(Get-ChildItem -LiteralPath $f -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $t }) { exit 1 } } }"
exit /b %ERRORLEVEL%
