#!/usr/bin/env bash
# bin/install and bin/uninstall, in both forms, with the release build, in a scratch directory.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || exec {hold}>&-; rm -rf "$scratch"' EXIT
chmod 755 "$scratch"

fail() {
  echo "Tests/Scripts/install.sh: $*" >&2
  exit 1
}

# The commands that are executables of their own in both forms, and all.
in_one=$(.build/release/agentutils)
all=$(cd Sources && for directory in agent agent-*; do [ -d "$directory" ] && echo "$directory"; done)

user() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi
}

# install_form FORM PREFIX
install_form() {
  case $1 in
    single) bin/install --single "$2" ;;
    *) bin/install "$2" ;;
  esac >/dev/null
}

# check_installed FORM TARGET [DESTINATION]
check_installed() {
  local form=$1 target=$2 expected=$all share paths
  if [ "$form" = single ]; then expected=$(printf '%s\nagentutils\n' "$all"); fi
  [ "$(ls "$target/bin" | grep -vx other)" = "$(LC_ALL=C sort <<<"$expected")" ] || fail "$form: $(ls "$target/bin")"

  share=$(env -i HOME=/nonexistent "$target/bin/agent-config" paths -j | jq -r 'select(.name == "share").path')
  [ "$share" = "$target/share/agentutils" ] || fail "resources are looked for in $share"
  [ -f "$share/AgentModel/Local/local_model_server.py" ] || fail "the local model's launcher is missing"
  for sample in tray/agent-tray hooks/turn.after.d/notify; do
    [ -x "$share/samples/$sample" ] || fail "the sample $sample is missing, or cannot be run"
  done
  [ -f "$share/samples/waybar/agent.jsonc" ] || fail "the sample for waybar is missing"
  [ ! -e "$share/SessionCommand/Resources/samples" ] || fail "samples are there twice"
  for unit in Sources/*/Resources/systemd/*; do
    [ -f "$target/lib/systemd/user/${unit##*/}" ] || fail "the unit ${unit##*/} is missing"
  done
  grep -qF "ExecStart=\"${target#"${3-}"}/bin/agent-wake\" run" "$target/lib/systemd/user/agent-wake.service" ||
    fail "$(grep Exec "$target/lib/systemd/user/agent-wake.service")"
  for page in man/*.1; do [ -f "$target/share/man/man1/${page##*/}" ] || fail "$page is missing"; done
  for name in $expected; do
    [ -f "$target/share/bash-completion/completions/$name" ] || fail "no completion of bash for $name"
    [ -f "$target/share/zsh/site-functions/_$name" ] || fail "no completion of zsh for $name"
    [ -f "$target/share/fish/vendor_completions.d/$name.fish" ] || fail "no completion of fish for $name"
    # Stripped, and without the paths of the build.
    if objdump -h "$target/bin/$name" | grep -q '\.symtab'; then fail "$name is not stripped"; fi
    paths=$(strings "$target/bin/$name" | grep -cF "$PWD/" || true)
    [ "$paths" = 0 ] || fail "$name holds the path of the build $paths times"
  done
  for name in $in_one; do
    same=no
    if [ "$target/bin/$name" -ef "$target/bin/agentutils" ]; then same=yes; fi
    [ "$same $form" = "yes single" ] || [ "$same $form" = "no separate" ] || fail "$form: $name is $same link"
  done
}

# check_manifest TARGET DESTINATION: it names what is there, but for what was there before.
check_manifest() {
  diff <(cd "$1" && find . -type f ! -name other | sed "s|^\.|${1#"$2"}|" | LC_ALL=C sort) \
    <(grep -v '/$' "$1/share/agentutils/manifest" | LC_ALL=C sort) || fail "the manifest is not what is there"
}

# One form after the other into a prefix that does not exist yet, and away again.
last=
for form in separate separate single single separate single; do
  (umask 077 && install_form $form "$scratch/new/prefix")
  check_installed $form "$scratch/new/prefix"
  check_manifest "$scratch/new/prefix" ""
  # A form leaves nothing of another, nor a second installation anything of the first.
  find "$scratch/new/prefix" -printf '%P %m\n' | LC_ALL=C sort >"$scratch/list.$form.now"
  if [ -f "$scratch/list.$form" ]; then diff "$scratch/list.$form" "$scratch/list.$form.now" || fail "$form after $last"; fi
  mv "$scratch/list.$form.now" "$scratch/list.$form"
  last=$form
done
bin/uninstall "$scratch/new/prefix" >/dev/null
[ ! -e "$scratch/new" ] || fail "left behind: $(find "$scratch/new" | tr '\n' ' ')"
rm "$scratch"/list.*

# With DESTDIR, beside files of others, which stay; and a manifest without DESTDIR.
for form in separate single; do
  mkdir -p "$scratch/stage/usr/bin"
  touch "$scratch/stage/usr/bin/other"
  DESTDIR=$scratch/stage install_form $form /usr
  check_installed $form "$scratch/stage/usr" "$scratch/stage"
  check_manifest "$scratch/stage/usr" "$scratch/stage"
  DESTDIR=$scratch/stage bin/uninstall /usr >/dev/null
  [ "$(cd "$scratch" && find . -type f)" = ./stage/usr/bin/other ] || fail "DESTDIR: left behind or taken too much"
done

# An installation that breaks off can be taken away.
mkdir -p "$scratch/half/share/man"
touch "$scratch/half/share/man/man1"
if bin/install "$scratch/half" >/dev/null 2>&1; then fail "an installation over a file succeeds"; fi
bin/uninstall "$scratch/half" >/dev/null
[ "$(cd "$scratch/half" && find . -type f)" = ./share/man/man1 ] || fail "left behind: $(find "$scratch/half")"
[ "$(bin/install "$scratch/half/share/man/man1/prefix" 2>&1 | wc -l)" = 1 ] || fail "a failure is told twice"
if bin/uninstall "$scratch/new/prefix" 2>/dev/null; then fail "an uninstallation of nothing succeeds"; fi

# check_doctor TARGET: what the doctor says of an installation, and of one that has lost something.
check_doctor() {
  local target=$1 state check
  doctor() {
    "${run[@]}" XDG_DATA_DIRS="$target/share" agent-config doctor -j | jq -r --arg check "$1" \
      'select(.check == $check) | "\(.state) \(.message)"'
  }
  for check in installation versions 'manual pages' completions units; do
    state=$(doctor "$check")
    case $state in "ok "*) ;; *) fail "doctor: $check: $state" ;; esac
  done
  mv "$target/share/man/man1/agent-plan.1" "$target/share/zsh/site-functions/_agent-plan" "$scratch/"
  sed -i 's/^ExecStart=.*/ExecStart=\/nowhere/' "$target/lib/systemd/user/agent-wake.service"
  for check in installation 'manual pages' completions units; do
    state=$(doctor "$check")
    case $state in "weak "*) ;; *) fail "doctor: $check after a loss: $state" ;; esac
  done
  mv "$scratch/agent-plan.1" "$target/share/man/man1/"
  mv "$scratch/_agent-plan" "$target/share/zsh/site-functions/"
}

# What an unprivileged user can do with it, a whole turn included.
coproc server { exec python3 Tests/Scripts/model_server.py "$scratch/port"; }
server=$server_PID hold=${server[1]}
until [ -s "$scratch/port" ]; do kill -0 "$server_PID" || fail "no model server"; sleep 0.1; done
for form in separate single; do
  target="$scratch/with space/prefix"
  install_form $form "$target"
  mkdir -m 777 "$scratch/user"
  cp Tests/Scripts/smoke.sh "$scratch/"
  user sh "$scratch/smoke.sh" "$target/bin" "$scratch/user"
  turn=(agent-turn --provider chat --base-url "http://127.0.0.1:$(cat "$scratch/port")/v1" -m m --no-stdin ping)
  run=(user env -i HOME="$scratch/user/home" AGENT_RUNTIME_DIR="$scratch/user/runtime" "PATH=$target/bin:/usr/bin:/bin")
  check_doctor "$target"
  [ "$("${run[@]}" "${turn[@]}")" = pong ] || fail "a turn says something else"
  [ "$("${run[@]}" agent-session show latest -j | jq -r 'select(.type == "turn.completed").exit_code')" = 0 ] ||
    fail "the turn is not in its session"

  # By name: in PATH, through a symbolic link, and by another name.
  mkdir "$scratch/links"
  for name in $all; do ln -s "$target/bin/$name" "$scratch/links/$name"; done
  for name in $all; do
    [ "$("${run[@]}" "$name" --version)" = "$("$scratch/links/$name" --version)" ] || fail "$name through a link"
  done
  share=$("${run[@]}" "$scratch/links/agent-config" paths -j | jq -r 'select(.name == "share").path')
  [ "$share" = "$target/share/agentutils" ] || fail "through a link, resources are looked for in $share"
  if [ $form = single ]; then
    ln -s "$target/bin/agentutils" "$scratch/links/agent-else"
    status=0
    "${run[@]}" "$scratch/links/agent-else" list 2>"$scratch/message" || status=$?
    [ $status = 64 ] || fail "an unknown name ends with $status"
    for name in agent-else $in_one; do grep -q "$name" "$scratch/message" || fail "$name is not told"; done
    [ "$("${run[@]}" "$scratch/links/agent-else" -j 2>/dev/null | jq -r .exit)" = 64 ] || fail "no record"
    [ "$("${run[@]}" agentutils agent-config get model)" = "$("${run[@]}" agent-config get model)" ] ||
      fail "a command by the name of its operand"
  fi
  bin/uninstall "$target" >/dev/null
  [ ! -e "$scratch/with space" ] || fail "left behind: $(find "$scratch/with space")"
  rm -rf "$scratch/links" "$scratch/user"
done
echo "install.sh: passed"
