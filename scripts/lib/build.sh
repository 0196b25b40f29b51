# shellcheck shell=sh disable=SC2154 # root, app and the variables of jdk.sh come from those who source this
# Finds Maven and builds the application directory, sourced by the scripts after jdk.sh. Reads root and app.

maven_least=3.8.7
building=$root/.building # the lock: a directory, outside of every target/ so that `clean` leaves it alone
patience=1200            # seconds to wait for another build
maven_pid=
lock_held=
last_kept=

# Sets JAVA_HOME, MAVEN_OPTS and mvn for a build, or says what is missing and returns 1.
find_build_tools() {
  find_jdk build || return
  JAVA_HOME=$java_home
  export JAVA_HOME
  case " ${MAVEN_OPTS:-} " in
    *" --sun-misc-unsafe-memory-access="*) ;;
    *) MAVEN_OPTS="${MAVEN_OPTS:+$MAVEN_OPTS }--sun-misc-unsafe-memory-access=allow" ;; # what Maven's own libraries still use
  esac
  export MAVEN_OPTS
  find_maven
}

find_maven() {
  mvn=
  maven_seen=
  maven_ifs=$IFS
  IFS=:
  set -f
  # shellcheck disable=SC2086 # split at the colons
  set -- ${PATH:-}
  set +f
  IFS=$maven_ifs
  for maven_dir; do
    maven_fits "$maven_dir/mvn" && return
  done
  maven_user=${HOME:-/nonexistent}
  for maven_dir in \
    "${M2_HOME:-/nonexistent}" "${MAVEN_HOME:-/nonexistent}" \
    "$system"/usr/share/maven "$system"/opt/*maven* "$system"/usr/local/*maven* \
    "$system"/opt/homebrew/opt/maven "$system"/usr/local/opt/maven "$system"/home/linuxbrew/.linuxbrew/opt/maven \
    "${SDKMAN_DIR:-$maven_user/.sdkman}"/candidates/maven/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$maven_user/.local/share}/mise}"/installs/maven/* \
    "${ASDF_DATA_DIR:-$maven_user/.asdf}"/installs/maven/*; do
    maven_fits "$maven_dir/bin/mvn" && return
  done
  say "Maven $maven_least or newer is needed to build, and none was found on PATH, in M2_HOME, MAVEN_HOME and the usual directories."
  if [ -n "$maven_seen" ]; then
    printf 'Found only:\n%s' "$maven_seen" >&2
  fi
  printf 'Install it (apt-get install maven, brew install maven, sdk install maven), or put its bin directory on the PATH.\n' >&2
  return 1
}

# Is $1 the `mvn` of a Maven that is new enough? The names of its jars tell; where a packager changed them, it is asked.
maven_fits() {
  if [ ! -x "$1" ] || [ -d "$1" ]; then
    return 1
  fi
  real_path "$1"
  maven_version=
  for maven_jar in "${real%/bin/mvn}"/lib/maven-core-*.jar; do
    maven_version=${maven_jar##*/maven-core-}
    maven_version=${maven_version%.jar}
  done
  case $maven_version in
    [0-9]*.[0-9]*.[0-9]*) ;;
    *)
      maven_version=$("$1" -v </dev/null 2>/dev/null)
      maven_version=${maven_version#*Apache Maven }
      ;;
  esac
  maven_version=${maven_version%%[!0-9.]*}
  if is_at_least "$maven_version" "$maven_least"; then
    mvn=$1
    return 0
  fi
  maven_seen="$maven_seen  $1: Maven ${maven_version:-that does not start}$newline"
  return 1
}

# Is the version $1 (like 3.9.11) as new as $2?
is_at_least() {
  version_ifs=$IFS
  IFS=.
  # shellcheck disable=SC2086 # split at the dots
  set -- ${1:-0} - $2
  IFS=$version_ifs
  have_major=$1
  have_minor=0
  have_patch=0
  [ "$2" = - ] || { have_minor=$2; shift; }
  [ "$2" = - ] || { have_patch=$2; shift; }
  while [ "$2" != - ]; do
    shift
  done
  [ "$have_major" -gt "$3" ] && return 0
  [ "$have_major" -lt "$3" ] && return 1
  [ "$have_minor" -gt "$4" ] && return 0
  [ "$have_minor" -lt "$4" ] && return 1
  [ "$have_patch" -ge "$5" ]
}

# Is there no build, or something newer than it that goes into it? Directories count: a deleted file shows only there.
is_build_needed() {
  [ -f "$app/build-id" ] || return 0
  [ -f "$root/pom.xml" ] || return 1
  set -- "$root/pom.xml" "$root/.mvn"
  for module in simulator providers routing tools daemon; do
    for input in "$root/$module/pom.xml" "$root/$module/src/main"; do
      [ ! -e "$input" ] || set -- "$@" "$input"
    done
  done
  [ -n "$(find "$@" -newer "$app/build-id" -print 2>/dev/null)" ]
}

# Builds what is needed, after a build of somebody else if one runs; $1 is `always` or `needed`, the rest goes to Maven.
build() {
  build_when=$1
  shift
  if [ ! -f "$root/pom.xml" ]; then
    say "there is nothing to build from: $root has no pom.xml"
    return 2
  fi
  find_build_tools || return 2
  take_build_lock || return 2
  if [ "$build_when" = needed ] || [ -n "$build_waited" ]; then
    if ! is_build_needed; then
      drop_build_lock
      return 0
    fi
  fi
  if [ -f "$app/build-id" ]; then
    say "building"
  else
    say "building, about a minute the first time ..."
  fi
  seconds_now
  build_start=$seconds
  : >"$building/start"
  keep_last_build
  # in the background, so that a signal to this shell can be passed on to Maven
  (cd "$root" && exec "$mvn" -q -B -ntp -pl daemon -am -DskipTests "$@" package) </dev/null >&2 &
  maven_pid=$!
  wait "$maven_pid"
  build_result=$?
  maven_pid=
  if [ "$build_result" -ne 0 ]; then
    drop_build_lock
    say "the build failed; Maven's words are above"
    return 2
  fi
  if [ ! -f "$app/build-id" ]; then
    drop_build_lock
    say "Maven ended well, but left no $app/build-id"
    return 2
  fi
  # what was edited while Maven ran is newer than this
  touch -r "$building/start" "$app/build-id"
  last_kept=
  rm -rf "$app.last"
  drop_build_lock
  seconds_now
  say "built in $((seconds - build_start)) s"
}

# A daemon that is serving has these files open, and native code and caches mapped: writing into them would break it. So it
# keeps its files, the build gets copies to write over, and a build that fails leaves everything as it was.
keep_last_build() {
  rm -rf "$app.last" "$app.next"
  [ -d "$app" ] || return 0
  cp -Rp "$app" "$app.next" || return
  last_kept=yes
  mv "$app" "$app.last" && mv "$app.next" "$app" && rm -f "$app/build-id"
}

take_build_lock() {
  build_waited=
  waited=0
  trap 'stop_build 129' HUP
  trap 'stop_build 130' INT
  trap 'stop_build 143' TERM
  until mkdir "$building" 2>/dev/null; do
    if [ ! -d "$building" ] && [ ! -w "$root" ]; then
      say "cannot build: $root is not writable"
      return 1
    fi
    read_holder
    if is_dead "$holder"; then
      break_build_lock "$holder" && continue
    fi
    if [ -z "$build_waited" ]; then
      build_waited=yes
      say "waiting for the build of process ${holder:-?}"
    fi
    if [ "$waited" -ge "$patience" ]; then
      say "gave up waiting; if no build runs, remove $building"
      return 1
    fi
    sleep 1
    waited=$((waited + 1))
  done
  lock_held=yes
  echo "$$" >"$building/pid"
}

# Only one of those who see a dead holder may remove its lock, or the second would remove the lock of the first.
break_build_lock() {
  mkdir "$building.break" 2>/dev/null || return 1
  read_holder
  [ "$holder" != "$1" ] || rm -rf "$building"
  rmdir "$building.break"
}

read_holder() {
  holder=
  { read -r holder <"$building/pid"; } 2>/dev/null
}

# Does no process $1 run? One that has written no number yet gets some seconds.
is_dead() {
  if [ -z "$1" ]; then
    [ "$waited" -ge 5 ]
  else
    ! kill -0 "$1" 2>/dev/null && ! ps -p "$1" >/dev/null 2>&1
  fi
}

# Ends what take_build_lock began; a build that did not come to its end leaves the last one in its place.
drop_build_lock() {
  [ -n "$lock_held" ] || return 0
  lock_held=
  if [ -n "$last_kept" ] && [ -d "$app.last" ]; then
    rm -rf "$app" "$app.next"
    mv "$app.last" "$app"
    last_kept=
  fi
  rm -rf "$building"
  trap - HUP INT TERM
}

stop_build() {
  trap '' HUP INT TERM
  if [ -n "$maven_pid" ]; then
    kill "$maven_pid" 2>/dev/null
    wait "$maven_pid"
  fi
  drop_build_lock
  exit "$1"
}

seconds_now() {
  seconds=$(date +%s)
}
