#!/usr/bin/env bash
# bin/install and bin/uninstall, with the release build, in a scratch directory.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "Tests/Scripts/install.sh: $*" >&2
  exit 1
}

check_installed() {
  local target=$1
  for directory in Sources/agent-*/; do
    name=$(basename "$directory")
    line=$(env -i HOME=/nonexistent "$target/bin/$name" --version) || fail "$name --version failed"
    case $line in "$name "*) ;; *) fail "$name --version says '$line'" ;; esac
  done
  share=$(env -i HOME=/nonexistent "$target/bin/agent-config" paths -j | jq -r 'select(.name == "share").path')
  [ "$share" = "$target/share/agentutils" ] || fail "resources are looked for in $share"
  [ -f "$share/AgentModel/Local/local_model_server.py" ] || fail "the local model's launcher is missing"
  for page in man/*.1; do [ -f "$target/share/man/man1/${page##*/}" ] || fail "$page is missing"; done
  paths=$(strings "$target"/bin/agent-* | grep -cF "$PWD/" || true)
  [ "$paths" = 0 ] || fail "the executables hold the path of the build $paths times"
}

# A prefix that does not exist yet, twice, and away again.
bin/install "$scratch/new/prefix" >/dev/null
bin/install "$scratch/new/prefix" >/dev/null
check_installed "$scratch/new/prefix"
bin/uninstall "$scratch/new/prefix" >/dev/null
[ -z "$(ls -A "$scratch")" ] || fail "left behind: $(find "$scratch" | tr '\n' ' ')"

# With DESTDIR, beside files of others, which stay.
mkdir -p "$scratch/stage/usr/bin"
touch "$scratch/stage/usr/bin/other"
DESTDIR=$scratch/stage bin/install /usr >/dev/null
check_installed "$scratch/stage/usr"
grep -qx /usr/bin/agent-config "$scratch/stage/usr/share/agentutils/manifest" || fail "the manifest has DESTDIR in it"
DESTDIR=$scratch/stage bin/uninstall /usr >/dev/null
[ "$(cd "$scratch" && find . -type f)" = ./stage/usr/bin/other ] || fail "DESTDIR: left behind or taken too much"

if bin/uninstall "$scratch/new/prefix" 2>/dev/null; then fail "an uninstallation of nothing succeeds"; fi
echo "install.sh: passed"
