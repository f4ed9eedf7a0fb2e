#!/usr/bin/env bash
# agent-sandbox: the matrix of attacks, with all layers and with namespaces refused, and what must work, how it ends
# and what it leaves; as root, where that can be, and as an unprivileged user. The attacks are first let loose without
# a sandbox, to show that they work there.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

usage() { echo "usage: Tests/Scripts/sandbox.sh [AGENT-SANDBOX]     (default: .build/release/agent-sandbox)"; }

case ${1-} in
  -h | --help) usage; exit 0 ;;
  -*) usage >&2; exit 64 ;;
esac
built=${1-.build/release/agent-sandbox}
if [ ! -x "$built" ]; then
  echo "Tests/Scripts/sandbox.sh: $built is not built (run 'bin/build')" >&2
  exit 69
fi
VERSION=$(sed -n 's/.*"\([0-9][0-9.]*\)".*/\1/p' Sources/AgentCLI/*ersion*.swift | head -n 1)
export VERSION

# Where an unprivileged user gets to, and a sandbox has a directory of its own.
scratch=$(mktemp -d -p /var/tmp agent-sandbox-test.XXXXXX)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
mkdir "$scratch/bin"
cp Tests/Scripts/sandbox/*.py "$scratch/bin/"
install -m 755 "$built" "$scratch/bin/agent-sandbox"
cc -O2 -Wall -Wextra -Werror -o "$scratch/bin/refuse" Tests/Scripts/sandbox/refuse.c

groups=0 failed=0
# group NAME COMMAND…: a number of checks that say themselves what is wrong.
group() {
  local name=$1
  shift
  groups=$((groups + 1))
  echo "-- $name"
  "$@" </dev/null || failed=$((failed + 1))
}

# everything USER [LAUNCHER…]: everything, as a user.
everything() {
  local user=$1 place=$scratch/$1 bin=$scratch/bin
  shift
  mkdir -m 777 "$place" "$place/a" "$place/b" "$place/c" "$place/d"
  group "$user: the attacks without a sandbox" "$@" /usr/bin/python3 "$bin/matrix.py" open "$place/a"
  group "$user: the attacks with all layers" "$@" /usr/bin/python3 "$bin/matrix.py" confined "$place/b" \
    "$bin/agent-sandbox" --workspace "$place/b/workspace" --writable "$place/b/worktree" --
  group "$user: the attacks where namespaces are refused" "$@" /usr/bin/python3 "$bin/matrix.py" landlock "$place/c" \
    "$bin/refuse" namespaces "$bin/agent-sandbox" --workspace "$place/c/workspace" --writable "$place/c/worktree" --
  group "$user: behaviour" "$@" /usr/bin/python3 "$bin/behaviour.py" "$bin/agent-sandbox" "$bin/refuse" "$place/d"
}

if [ "$(id -u)" = 0 ]; then
  everything root
  everything nobody setpriv --reuid=65534 --regid=65534 --clear-groups
else
  everything "$(id -un)"
fi
if [ $failed != 0 ]; then
  echo "sandbox.sh: $failed of $groups groups failed" >&2
  exit 1
fi
echo "sandbox.sh: $groups groups passed"
