# Sourced by the scripts beside it: where the repository is, and what the machine must have.
# shellcheck shell=bash

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

fail() {
  echo "$*" >&2
  exit 1
}

# Says what happens next; what the program itself writes stays apart on the other stream.
say() {
  echo "$*" >&2
}

# Runs a command whose output matters only when it fails.
quietly() {
  local output
  if ! output=$("$@" 2>&1); then
    echo "$output" >&2
    return 1
  fi
}

need_sdk() {
  if ! command -v dotnet >/dev/null && [[ -x "${HOME:-}/.dotnet/dotnet" ]]; then
    export PATH="$HOME/.dotnet:$PATH"
  fi
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' ||
    fail "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
}

has_postgresql() {
  local folder
  for folder in ${PATH//:/ } /usr/lib/postgresql/*/bin /usr/local/pgsql/bin \
    {/opt/homebrew,/usr/local,/home/linuxbrew/.linuxbrew}/opt/postgresql@*/bin; do
    [[ -x $folder/initdb && -x $folder/postgres ]] && return 0
  done
  return 1
}

has_redis() {
  command -v redis-server >/dev/null
}

has_nginx() {
  command -v nginx >/dev/null || [[ -x /usr/sbin/nginx ]]
}

# One that starts: on Ubuntu the command is there even where the browser is not.
has_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    "$name" --version >/dev/null 2>&1 && return 0
  done
  return 1
}

# Installs a Debian package, where this is a Debian and we may; else says what to type.
install_package() {
  local package=$1 as=()
  command -v apt-get >/dev/null ||
    fail "$package is missing, and without apt-get it cannot be installed from here: install $package and start again."
  if [[ $EUID -ne 0 ]]; then
    sudo -n true 2>/dev/null || fail "$package is missing; type: sudo apt-get update && sudo apt-get install $package"
    as=(sudo -n)
  fi

  echo "$package is missing and is being installed …" >&2
  # Debian would make and start a server of its own at once; ours is private, so that one is not wanted.
  local no_cluster=/etc/postgresql-common/createcluster.d/thinkrealty.conf no_start=/usr/sbin/policy-rc.d
  if [[ $package == postgresql ]]; then
    "${as[@]}" mkdir -p "${no_cluster%/*}"
    echo "create_main_cluster = false" | "${as[@]}" tee "$no_cluster" >/dev/null
  fi
  # Nor a web server on port 80, unless this machine has a rule of its own about such starts.
  if [[ $package == nginx-light && ! -e $no_start ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${as[@]}" tee "$no_start" >/dev/null
    "${as[@]}" chmod +x "$no_start"
  else
    no_start=
  fi
  local installed=true
  quietly "${as[@]}" apt-get update -q || installed=false
  quietly "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$package" ||
    installed=false
  [[ $package == postgresql ]] && "${as[@]}" rm -f "$no_cluster"
  [[ -n $no_start ]] && "${as[@]}" rm -f "$no_start"
  $installed || fail "$package is missing and could not be installed (see above): install $package and start again."
}

need_postgresql() {
  has_postgresql || install_package postgresql
}

need_redis() {
  has_redis || install_package redis-server
}

need_nginx() {
  has_nginx || install_package nginx-light
}

need_node() {
  command -v node >/dev/null || install_package nodejs
  command -v npm >/dev/null || install_package npm
}

need_chromium() {
  has_chromium || install_package chromium
}

# Builds the program and leaves its path in $program.
build_program() {
  quietly dotnet build "$root/src/ThinkRealty.Api" -c Release -v q --nologo -p:RestoreLockedMode=true ||
    fail "ThinkRealty could not be built; the reason is above."
  program=$root/src/ThinkRealty.Api/bin/Release/net10.0/ThinkRealty.Api.dll
}
