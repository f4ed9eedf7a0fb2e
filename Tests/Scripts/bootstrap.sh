#!/usr/bin/env bash
# 'agent-config bootstrap' on a machine with a systemd of the user's, on one with cron alone, as root and as an
# unprivileged user, with the release build. The machine is made up in a mount namespace of its own, which takes root:
# /usr/local, /run, control groups and the tables of cron are others there.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

manager=/usr/lib/systemd/systemd
if [ "$(id -u)" != 0 ] || [ ! -x $manager ] || ! command -v crontab >/dev/null; then
  echo "bootstrap.sh: skipped; it needs root, systemd and cron"
  exit 0
fi
if [ "${1-}" != inside ]; then exec unshare --mount --propagation private "$0" inside; fi

fail() {
  echo "Tests/Scripts/bootstrap.sh: $*" >&2
  exit 1
}

scratch=$(mktemp -d)
started=()
end() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; done
  umount -R "$scratch" 2>/dev/null
  rm -rf "$scratch"
}
trap 'end || true' EXIT
chmod 755 "$scratch"

for place in /usr/local /run /var/spool/cron/crontabs; do mount -t tmpfs none $place; done
chgrp crontab /var/spool/cron/crontabs
chmod 1730 /var/spool/cron/crontabs
bin/install --single /usr/local >/dev/null
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 none /sys/fs/cgroup

# as USER COMMAND…: with the environment of a login.
as() {
  local user=$1 identity=()
  shift
  if [ "$user" != 0 ]; then identity=(setpriv --reuid="$user" --regid="$user" --clear-groups); fi
  "${identity[@]}" env -i HOME="$scratch/$user" USER="$(id -nu "$user")" PATH=/usr/local/bin:/usr/bin:/bin \
    XDG_RUNTIME_DIR="/run/user/$user" "$@"
}

# steps USER OPTION…: the states of the four steps.
steps() {
  local user=$1
  shift
  as "$user" agent-config bootstrap --no-system-deps -j "$@" | jq -r '"\(.step)=\(.state)"' | tr '\n' ' '
}

expect() {
  [ "$2" = "$3" ] || fail "$1: $2, not $3"
}

# healthy USER CHECK…: the doctor has no complaint.
healthy() {
  local user=$1 check state
  shift
  as "$user" agent-config doctor -j >"$scratch/findings" || fail "$user: doctor ends with $?"
  for check; do
    state=$(jq -r --arg check "$check" 'select(.check == $check) | "\(.state): \(.message)"' "$scratch/findings")
    case $state in "ok: "*) ;; *) fail "$user: doctor: $check: $state" ;; esac
  done
}

for user in 0 65534; do
  install -d -m 700 -o "$user" -g "$user" "$scratch/$user" "/run/user/$user"

  # Cron alone.
  expect "$user: cron, a rehearsal" "$(steps $user -n)" \
    "packages=skipped wakeups=planned service=planned doctor=planned "
  [ -z "$(ls -A "$scratch/$user")" ] || fail "$user: a rehearsal leaves $(ls -A "$scratch/$user")"
  # A model that is not there: turns end with 75 and soon.
  as $user agent-config set base_url=http://127.0.0.1:9/v1 model=none provider=chat retries=0 -q >/dev/null
  expect "$user: cron" "$(steps $user)" "packages=skipped wakeups=done service=done doctor=done "
  expect "$user: cron, again" "$(steps $user)" "packages=skipped wakeups=present service=present doctor=done "
  expect "$user: the table" "$(as $user crontab -l | grep -c 'agent-wake.* run ')" 1
  cron -f &
  cron=$!
  started+=($cron)
  as $user agent-serve status -q >/dev/null || fail "$user: the service does not run"
  healthy $user wakeups service "manual pages" completions units installation versions
  # Its daemon looks once a minute.
  if [ -n "${AGENT_TEST_FULL-}" ]; then
    as $user agent-wake add --in 0s "Is it done?" >/dev/null
    for _ in $(seq 80); do
      if [ -n "$(as $user agent-wake log -j | jq -r '.exit_code // empty')" ]; then break; fi
      sleep 1
    done
    expect "$user: the wakeup by cron" "$(as $user agent-wake log -j | jq -r .exit_code)" 75
    as $user rm "$scratch/$user/.agent_runtime/wake.db"*
  fi
  kill $cron
  wait $cron 2>/dev/null || true
  if pgrep -x 'f?crond?' >/dev/null; then :; else
    expect "$user: without a daemon" "$(as $user agent-config doctor -j |
      jq -r 'select(.check == "wakeups").state')" weak
  fi
  as $user agent-serve stop -q >/dev/null
  as $user agent-wake uninstall -q >/dev/null

  # A systemd of the user's. It wants to believe that the machine was booted by systemd.
  mkdir -p /run/systemd/system "/sys/fs/cgroup/agentutils-test-$user"
  chown -R "$user" "/sys/fs/cgroup/agentutils-test-$user"
  (
    echo $BASHPID >"/sys/fs/cgroup/agentutils-test-$user/cgroup.procs"
    chown "$user" "/sys/fs/cgroup/agentutils-test-$user/cgroup.procs"
    as "$user" "$manager" --user --log-target=console
  ) >"$scratch/manager.$user" 2>&1 &
  started+=($!)
  for _ in $(seq 100); do
    if as $user systemctl --user show-environment >/dev/null 2>&1; then break; fi
    sleep 0.1
  done
  as $user systemctl --user show-environment >/dev/null 2>&1 || fail "$user: no manager: $(cat "$scratch/manager.$user")"

  expect "$user: systemd" "$(steps $user --no-start-service)" "packages=skipped wakeups=done service=done doctor=done "
  as $user systemctl --user is-active -q agent-wake.timer || fail "$user: the timer does not run"
  if as $user systemctl --user is-active -q agent-serve.socket; then fail "$user: the service was started"; fi
  expect "$user: systemd, with the service" "$(steps $user)" "packages=skipped wakeups=present service=done doctor=done "
  expect "$user: systemd, again" "$(steps $user)" "packages=skipped wakeups=present service=present doctor=done "
  # Whoever asks first has it started.
  expect "$user: the service" "$(as $user curl -sS --unix-socket "$scratch/$user/.agent_runtime/serve.sock" \
    http://localhost/health | jq -r .ok)" true
  # What the timer starts, without waiting for the next minute.
  as $user agent-wake add --in 0s "Is it done?" >/dev/null
  as $user systemctl --user start agent-wake.service
  expect "$user: the wakeup" "$(as $user agent-wake log -j | jq -r .exit_code)" 75
  healthy $user wakeups service units

  # Without units of the user's own, those of the installation are there to be enabled.
  as $user agent-serve uninstall --now -q >/dev/null
  as $user agent-wake uninstall -q >/dev/null
  expect "$user: taken away" "$(find "$scratch/$user/.config" -name 'agent-*' | wc -l)" 0
  as $user systemctl --user enable --now -q agent-wake.timer agent-serve.socket 2>/dev/null
  expect "$user: units of the installation" "$(steps $user)" \
    "packages=skipped wakeups=present service=present doctor=done "
  expect "$user: the service by its unit" "$(as $user curl -sS \
    --unix-socket "$scratch/$user/.agent_runtime/serve.sock" http://localhost/health | jq -r .ok)" true
  as $user systemctl --user exit
  rm -r /run/systemd
done
echo "bootstrap.sh: passed"
