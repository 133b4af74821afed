# shellcheck shell=bash
# Finds a JDK that is new enough in the places where installers put it. Needs common.sh.

REQUIRED_JAVA=25

# jdk_version FOLDER: prints the major version of the JDK in the folder; fails if there is none.
jdk_version() {
  local home="$1" line version
  [[ -x "${home}/bin/java" && -x "${home}/bin/javac" ]] || return 1
  if [[ -r "${home}/release" ]] && line="$(grep -m 1 '^JAVA_VERSION=' "${home}/release")"; then
    version="${line#JAVA_VERSION=}"
  else
    # "openjdk version "25.0.1" 2025-10-21"
    line="$("${home}/bin/java" -version 2>&1 </dev/null | grep -m 1 ' version ')" || return 1
    version="${line#* version }"
    version="${version%% *}"
  fi
  version="${version//\"/}"
  # Java 8 calls itself 1.8.
  version="${version#1.}"
  version="${version%%[!0-9]*}"
  [[ -n "${version}" ]] || return 1
  printf '%s\n' "${version}"
}

# Prints the folders where JDKs usually are, one per line; JDK_SEARCH (colon-separated) replaces them.
jdk_candidates() {
  local pattern patterns=(
    /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/*
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*
    "${HOME:-/nonexistent}"/.asdf/installs/java/* "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
  )
  if [[ -n "${JDK_SEARCH:-}" ]]; then
    local IFS=:
    for pattern in ${JDK_SEARCH}; do printf '%s\n' "${pattern}"; done
    return
  fi
  printf '%s\n' "${patterns[@]}"
  if [[ -x /usr/libexec/java_home ]]; then
    /usr/libexec/java_home -v "${REQUIRED_JAVA}+" 2>/dev/null || true
  fi
}

# find_jdk: exports JAVA_HOME and puts its bin first on PATH; exits with a message if there is no JDK.
find_jdk() {
  local candidate version on_path="" best="" best_version=0
  if [[ -n "${JAVA_HOME:-}" ]] && version="$(jdk_version "${JAVA_HOME}")" &&
    ((version >= REQUIRED_JAVA)); then
    use_jdk "${JAVA_HOME}"
    return
  fi
  # The oldest that is new enough, because the project is built and tested with it.
  while IFS= read -r candidate; do
    [[ -d "${candidate}" ]] || continue
    version="$(jdk_version "${candidate}")" || continue
    if ((version >= REQUIRED_JAVA)) && { [[ -z "${best}" ]] || ((version < best_version)); }; then
      best="${candidate}"
      best_version="${version}"
    fi
  done < <(jdk_candidates)
  if [[ -n "${best}" ]]; then
    use_jdk "${best}"
    return
  fi
  on_path="$(java -version 2>&1 </dev/null | head -n 1)" || on_path="none"
  say "error: no JDK ${REQUIRED_JAVA} or newer found (JAVA_HOME is '${JAVA_HOME:-}', java on the PATH: ${on_path})."
  say "  Install one, for instance Eclipse Temurin ${REQUIRED_JAVA} (https://adoptium.net), or with"
  say "  'sdk install java ${REQUIRED_JAVA}-tem', 'apt install openjdk-${REQUIRED_JAVA}-jdk' or 'brew install openjdk@${REQUIRED_JAVA}',"
  say "  or set JAVA_HOME to one, and run this again."
  exit 1
}

use_jdk() {
  export JAVA_HOME="$1"
  export PATH="${JAVA_HOME}/bin:${PATH}"
}

# require_maven: exits with a message if mvn is not on the PATH.
require_maven() {
  command -v mvn >/dev/null ||
    die "Maven (mvn) is not on the PATH; install Maven 3.8.6 or newer ('apt install maven', 'brew install maven', https://maven.apache.org) and run this again."
}
