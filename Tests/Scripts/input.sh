#!/usr/bin/env bash
# Large input in bounded memory, with the release build: 100 MB, or 1 GB with AGENT_TEST_FULL=1, on standard
# input, and a line of 10 MB.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
PATH=$PWD/.build/release:$PATH

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export AGENT_RUNTIME_DIR=$scratch/runtime

fail() {
  echo "Tests/Scripts/input.sh: $*" >&2
  exit 1
}

size=$((100 << 20))
if [ -n "${AGENT_TEST_FULL:-}" ]; then size=$((1000 << 20)); fi

# yes is ended by SIGPIPE once head has enough, which is no failure.
lines() { yes "$1" || true; }
text() { lines 'some words of a text that goes on, and more of them' | head -c "$1"; }
events() { lines '{"type":"notice","level":"info","code":"x","message":"some words of a text"}' | head -n $(($1 / 78)); }

# within MEGABYTES COMMAND…: its memory, all of its address space, is limited.
within() {
  local megabytes=$1
  shift
  (ulimit -v $((megabytes << 10)) && exec "$@")
}

# As text the whole comes out again; as records nothing is longer than a line may be.
bytes=$(text $size | within 400 agent-extract - | wc -c)
[ "$bytes" -ge $((size - 100)) ] || fail "of $size bytes $bytes came out"
longest=$(text $((size / 4)) | within 400 agent-extract -j - | wc -L)
[ "$longest" -lt $((1 << 20)) ] || fail "a record of $longest bytes"

# Every event is in the log, whole.
count=$(($size / 4 / 78))
events $((size / 4)) | within 400 agent-session append large --create --durability none >"$scratch/acks"
[ "$(wc -l <"$scratch/acks")" = $count ] || fail "of $count events $(wc -l <"$scratch/acks") were acknowledged"
within 400 agent-session fsck large || fail "the log is not sound"
[ "$(within 400 agent-session export large | wc -l)" = $((count + 1)) ] || fail "the log is not whole"
rm -r "$AGENT_RUNTIME_DIR"

# What takes no more than a limit says so, and reads no further than that.
status=0
text $size | within 400 agent-turn -n --stdin-max 1000000 - >/dev/null 2>"$scratch/message" || status=$?
[ $status = 65 ] || fail "a prompt of $size bytes ends with $status: $(cat "$scratch/message")"

# A line of 10 MB.
line() { head -c $((10 << 20)) /dev/zero | tr '\0' x; }
[ "$(line | within 600 agent-extract - | wc -c)" -gt $((10 << 20)) ] || fail "a long line is cut"
id=$(agent-session new)
{ printf '{"type":"notice","level":"info","code":"x","message":"'; line; printf '"}\n'; } |
  within 800 agent-session append "$id" >/dev/null
line | within 800 agent-session send "$id" >/dev/null
[ "$(agent-session show -j "$id" | wc -L)" -lt $((1 << 20)) ] || fail "a line of the log is too long"
agent-session fsck "$id" || fail "the log with long lines is not sound"
echo "input.sh: passed ($((size >> 20)) MB)"
