#!/bin/sh
# What the installed commands must do for any user, anywhere: the directory with the commands and a scratch
# directory are given. Run by install.sh and dist.sh, there also in a bare Debian.
set -eu
bin=$1 scratch=$2
PATH=/usr/local/bin:/usr/bin:/bin HOME=$scratch/home AGENT_RUNTIME_DIR=$scratch/runtime
export PATH HOME AGENT_RUNTIME_DIR
mkdir -p "$HOME"
cd "$scratch"

fail() {
  echo "smoke.sh: $*" >&2
  exit 1
}

for program in "$bin"/*; do
  name=${program##*/}
  line=$("$program" --version) || fail "$name --version failed"
  case $line in "$name "*) ;; *) fail "$name --version says '$line'" ;; esac
  "$program" --help | grep -q "^USAGE: $name" || fail "$name --help"
done

printf 'plain text\n' >text.txt
printf '<html><body><h1>Web</h1><p>page</p></body></html>' >page.html
[ "$("$bin/agent-extract" text.txt)" = "plain text" ] || fail "text"
"$bin/agent-extract" page.html | grep -qx '# Web' || fail "HTML"
if [ -f document.docx ]; then "$bin/agent-extract" document.docx | grep -q 'Word says' || fail "DOCX"; fi

id=$("$bin/agent-session" new --title smoke)
"$bin/agent-session" list --all | grep -q "^$id .*smoke" || fail "session list"
"$bin/agent-session" fsck "$id" || fail "fsck"

"$bin/agent-config" doctor >doctor || fail "doctor: $(cat doctor)"
if grep '^broken' doctor; then fail "doctor: $(cat doctor)"; fi

# Without a model or a key, the way to get one is told.
status=0
"$bin/agent-turn" --no-stdin hello 2>message || status=$?
[ $status = 78 ] || fail "a turn without a model ends with $status: $(cat message)"
grep -q 'agent-config model install' message || fail "no advice: $(cat message)"

# What a turn needs of other commands is found beside it.
"$bin/agent-turn" -n --provider chat --base-url http://127.0.0.1:9/v1 -m m -f page.html -j --no-stdin hi |
  grep -q 'Web' || fail "a document beside a prompt"

# Nothing but the runtime directory has been made.
[ -z "$(ls -A "$HOME")" ] || fail "left in HOME: $(ls -A "$HOME")"
