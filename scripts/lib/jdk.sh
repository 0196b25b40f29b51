# shellcheck shell=sh disable=SC2034 # java_home and java_build are for those who source this
# The one search for a JDK, sourced by the scripts. It starts no JVM to ask, only reads `release` files; the one
# process it may start is a readlink for a java on the PATH, because every millisecond here delays a client.

jdk_least=25      # what the byte code needs
jdk_build_most=25 # the newest that the enforcer of pom.xml lets build
system=           # stands before /usr, /opt, ...: only tests put something here

newline='
'

say() {
  printf 'fairlead: %s\n' "$*" >&2
}

# Looks for a Java that fits $1, `serve` or `build`, and sets java_home; without one it says what it found, and returns 1.
find_jdk() {
  jdk_use=$1
  java_home=
  jdk_seen=
  if [ -n "${FAIRLEAD_JAVA_HOME:-}" ]; then
    jdk_fits "$FAIRLEAD_JAVA_HOME" && return
    say "FAIRLEAD_JAVA_HOME ($FAIRLEAD_JAVA_HOME) is ${jdk_what:-no Java home: it has no bin/java or no release file}; searching on"
  fi
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
    return
  fi
  jdk_on_path && return
  jdk_installed && return
  jdk_missing
  return 1
}

# Is $1 the home, or the macOS bundle, of a Java that fits? Then java_home is it; else it goes to what was seen.
jdk_fits() {
  jdk_what=
  for jdk_home in "$1" "$1/Contents/Home"; do
    if [ ! -r "$jdk_home/release" ] || [ ! -x "$jdk_home/bin/java" ]; then
      continue
    fi
    jdk_version=
    jdk_runtime=
    jdk_vendor=
    while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
      case $jdk_line in
        JAVA_VERSION=*) jdk_version=${jdk_line#*=} ;;
        JAVA_RUNTIME_VERSION=*) jdk_runtime=${jdk_line#*=} ;;
        IMPLEMENTOR=*) jdk_vendor=${jdk_line#*=} ;;
      esac
    done <"$jdk_home/release"
    jdk_version=${jdk_version#\"}
    jdk_version=${jdk_version%%\"*}
    jdk_major=${jdk_version%%[!0-9]*}
    if [ "${jdk_major:-0}" -lt "$jdk_least" ]; then
      jdk_why=
    elif [ "$jdk_use" = build ] && [ "$jdk_major" -gt "$jdk_build_most" ]; then
      jdk_why=", too new for the build"
    elif [ "$jdk_use" = build ] && [ ! -x "$jdk_home/bin/javac" ]; then
      jdk_why=", a JRE without javac"
    else
      java_home=$jdk_home
      jdk_runtime=${jdk_runtime#\"}
      jdk_vendor=${jdk_vendor#\"}
      java_build=${jdk_runtime%%\"*}-${jdk_vendor%%\"*} # its exact build, as a JVM would call itself
      return 0
    fi
    jdk_what="Java ${jdk_version:-of an unknown version}$jdk_why"
    case $jdk_seen in
      *"  $jdk_home: "*) ;;
      *) jdk_seen="$jdk_seen  $jdk_home: $jdk_what$newline" ;;
    esac
  done
  return 1
}

jdk_on_path() {
  jdk_ifs=$IFS
  IFS=:
  set -f
  # shellcheck disable=SC2086 # split at the colons
  set -- ${PATH:-}
  set +f
  IFS=$jdk_ifs
  for jdk_bin; do
    # a relative entry would run what lies in the client's work folder
    case $jdk_bin in
      /*) ;;
      *) continue ;;
    esac
    if [ ! -x "$jdk_bin/java" ] || [ -d "$jdk_bin/java" ]; then
      continue
    fi
    if [ -h "$jdk_bin/java" ]; then
      real_path "$jdk_bin/java"
      jdk_bin=${real%/*}
    fi
    if [ -h "$jdk_bin" ] || [ "$jdk_bin" = "${jdk_bin%/bin}" ]; then
      jdk_fits "$jdk_bin/.." && return
    else
      jdk_fits "${jdk_bin%/bin}" && return
    fi
  done
  return 1
}

jdk_installed() {
  jdk_user=${HOME:-/nonexistent}
  for jdk_dir in \
    "$system"/usr/lib/jvm/* "$system"/usr/lib64/jvm/* "$system"/usr/java/* \
    "$system"/opt/*jdk* "$system"/opt/java/* "$system"/opt/jvm/* "$system"/usr/local/*jdk* \
    "$system"/Library/Java/JavaVirtualMachines/* "$jdk_user"/Library/Java/JavaVirtualMachines/* \
    "$system"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk "$system"/usr/local/opt/openjdk*/libexec/openjdk.jdk \
    "$system"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${SDKMAN_DIR:-$jdk_user/.sdkman}"/candidates/java/* "$jdk_user"/.jdks/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$jdk_user/.local/share}/mise}"/installs/java/* \
    "${ASDF_DATA_DIR:-$jdk_user/.asdf}"/installs/java/* \
    "$jdk_user"/.jenv/versions/* "$jdk_user"/.gradle/jdks/*; do
    jdk_fits "$jdk_dir" && return
  done
  return 1
}

jdk_missing() {
  jdk_needed="a JDK $jdk_least or newer"
  if [ "$jdk_use" = build ]; then
    jdk_needed="a JDK $jdk_build_most with javac"
  fi
  say "$jdk_needed is needed, and none was found in FAIRLEAD_JAVA_HOME, JAVA_HOME, PATH and the usual directories."
  if [ -n "$jdk_seen" ]; then
    printf 'Found only:\n%s' "$jdk_seen" >&2
  else
    printf 'No Java of any version was found.\n' >&2
  fi
  printf 'Install one (Eclipse Temurin %s, or any other build of OpenJDK), or set FAIRLEAD_JAVA_HOME to its directory.\n' \
    "$jdk_build_most" >&2
}

# Sets `real` to $1 with the links of its last part followed; one process where readlink knows -f.
real_path() {
  real=$(readlink -f "$1" 2>/dev/null) && [ -n "$real" ] && return
  real=$1
  while [ -h "$real" ]; do
    real_link=$(readlink "$real") || return
    case $real_link in
      /*) real=$real_link ;;
      *) real=${real%/*}/$real_link ;;
    esac
  done
}
