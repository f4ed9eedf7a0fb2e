"""The matrix of attacks: makes a scene, lets attack.py run in it under a launcher, and looks from outside at what has
happened. usage: matrix.py confined|landlock|open DIRECTORY [LAUNCHER...]

confined: with all layers, landlock: without namespaces (some attacks are possible then), open: without a launcher,
which shows that the attacks work where nothing stops them. Prints the attacks that got through; ends with 1 when
there are any that should not have, in the open when there are too few."""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

mode, root, launcher = sys.argv[1], sys.argv[2], sys.argv[3:]
here = os.path.dirname(os.path.abspath(__file__))

# Only mounts can prevent these, as only they make a place read-only in a writable directory, and hide names.
NEEDS_NAMESPACES = {
    "git_hook", "git_config", "git_commondir", "git_moved", "hooks_replaced", "agent_settings", "agent_file", "envrc",
    "mcp_json", "vscode_replaced", "worktree_file", "stat_secret", "chmod_other", "utime_other", "xattr_other",
}
# Written to places that are the command's own in a sandbox: git hooks of a repository that it has made itself.
NO_ATTACK = {"second_git_hook"}

def put(path, text="", mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, mode)


unique = f"agent-sandbox-test-{os.getpid()}"
scene = {key: f"{root}/{key}" for key in ("home", "other", "workspace", "worktree")}
scene["runtime"] = f"{root}/home/.agent_runtime"
scene |= {"tmp": f"/tmp/{unique}", "var_tmp": f"/var/tmp/{unique}", "shm": f"/dev/shm/{unique}"}
scene |= {"unix": f"{root}/service.sock", "datagram": f"{root}/datagram.sock", "abstract": unique, "sleep": f"7{os.getpid()}", "key": os.getpid()}
scene["confined"] = mode != "open"
home, other, workspace = scene["home"], scene["other"], scene["workspace"]
for name in ("home", "other", "workspace", "worktree"):
    shutil.rmtree(f"{root}/{name}", ignore_errors=True)
put(f"{home}/.ssh/id", "CANARY key\n", 0o600)
put(f"{home}/.netrc", "CANARY netrc\n", 0o600)
put(f"{scene['runtime']}/auth.json", "CANARY token\n", 0o600)
put(f"{other}/file", "CANARY file\n")
put(f"{other}/doomed", "CANARY doomed\n")
os.makedirs(workspace)
environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home}
subprocess.run(["git", "init", "-q", workspace], check=True, env=environment)
os.symlink(other, f"{workspace}/to-other")
put(f"{workspace}/.agentrc", "own\n")
# A worktree whose .git file lies about where its repository is.
put(f"{scene['worktree']}/.git", f"gitdir: {home}/.ssh\n")

listeners = {}
for name, family, kind, address in [
    ("tcp", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
    ("udp", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
    ("unix_path", socket.AF_UNIX, socket.SOCK_STREAM, scene["unix"]),
    ("unix_abstract", socket.AF_UNIX, socket.SOCK_STREAM, "\0" + unique),
    ("unix_datagram", socket.AF_UNIX, socket.SOCK_DGRAM, scene["datagram"]),
]:
    if name in ("unix_path", "unix_datagram") and os.path.exists(address):
        os.unlink(address)
    listeners[name] = socket.socket(family, kind)
    listeners[name].bind(address)
    if kind == socket.SOCK_STREAM:
        listeners[name].listen()
    listeners[name].settimeout(0.05)
    if family == socket.AF_INET:
        scene[name] = listeners[name].getsockname()[1]

# The victim says when it is signalled. It is no ancestor of the command.
victim = subprocess.Popen(
    [sys.executable, "-c", "import ctypes,signal,sys,time\nb=ctypes.create_string_buffer(b'CANARY!')\n"
     "signal.signal(signal.SIGUSR1, lambda *_: print('hit', flush=True))\n"
     "print(ctypes.addressof(b), flush=True)\nwhile True: time.sleep(0.01)"],
    stdout=subprocess.PIPE, text=True, env=environment | {"VICTIM_SECRET": "CANARY"},
)
scene["victim"] = victim.pid
scene["address"] = int(victim.stdout.readline())
libc = ctypes.CDLL(None)
segment = libc.shmget(scene["key"], 4096, 0o1600)

put(f"{workspace}/scene.json", json.dumps(scene))
shutil.copy(f"{here}/attack.py", workspace)
put(f"{root}/secret", "CANARY inherited\n")
inherited = os.open(f"{root}/secret", os.O_RDONLY)
os.set_inheritable(inherited, True)

secrets = {"API_KEY": "CANARY", "GITHUB_TOKEN": "CANARY", "MY_SECRET": "CANARY", "LC_PASSWORD": "CANARY",
           "SSH_AUTH_SOCK": "CANARY", "DBUS_SESSION_BUS_ADDRESS": "CANARY", "ANYTHING": "CANARY"}
before = os.stat(f"{other}/file")
git_config = open(f"{workspace}/.git/config").read()
command = launcher + ["/usr/bin/python3", f"{workspace}/attack.py", f"{workspace}/scene.json"]
started = time.monotonic()
result = subprocess.run(command, cwd=workspace, env=environment | secrets, stdin=subprocess.DEVNULL,
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, close_fds=False, timeout=60)
through = {}
lines = [line.split("\t", 1) for line in result.stdout.splitlines()]
ended = ["end", ""] in lines
# What was read must be what lies outside: a sandbox may have something of its own under the same name.
needed = {"read_shadow": "root:", "list_home": ".ssh"}
for line in lines:
    if len(line) != 2 or line[0] == "end":
        continue
    if needed.get(line[0], "CANARY" if line[0].startswith("read_") and line[0] != "read_memory" else "") in line[1]:
        through[line[0]] = line[1]


def seen(name, condition):
    if condition:
        through.setdefault(name, "seen from outside")


def text_of(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


attacked = os.path.lexists
seen("write_home", attacked(f"{home}/attacked"))
seen("write_runtime", attacked(f"{scene['runtime']}/attacked"))
seen("write_other", attacked(f"{other}/attacked"))
file = text_of(f"{other}/file")
seen("write_other_file", "attacked" in file)
seen("truncate_other", "CANARY" not in file)
after = os.stat(f"{other}/file")
seen("chmod_other", after.st_mode != before.st_mode)
seen("utime_other", int(after.st_mtime) == 1 or int(after.st_atime) == 1)
seen("xattr_other", "user.attacked" in os.listxattr(f"{other}/file"))
seen("link_in", after.st_nlink > 1)
seen("unlink_other", not attacked(f"{other}/doomed"))
for name in ("tmp", "var_tmp", "shm"):
    seen(f"write_{name}", attacked(scene[name]))
    if attacked(scene[name]):
        os.unlink(scene[name])
seen("git_moved", attacked(f"{workspace}/moved"))
git = f"{workspace}/moved" if attacked(f"{workspace}/moved") else f"{workspace}/.git"
seen("git_hook", attacked(f"{git}/hooks/post-commit") or attacked(f"{git}/old/post-commit"))
seen("git_config", text_of(f"{git}/config") != git_config)
seen("git_commondir", attacked(f"{git}/commondir"))
seen("hooks_replaced", os.path.islink(f"{git}/hooks") or attacked(f"{git}/old"))
seen("vscode_replaced", attacked(f"{workspace}/.vscode"))
seen("agent_settings", attacked(f"{workspace}/.claude"))
seen("agent_file", text_of(f"{workspace}/.agentrc") != "own\n")
seen("envrc", attacked(f"{workspace}/.envrc"))
seen("mcp_json", attacked(f"{workspace}/.mcp.json"))
seen("worktree_file", "attacked" in text_of(f"{scene['worktree']}/.git"))
for name, listener in listeners.items():
    try:
        data = listener.recv(99) if name in ("udp", "unix_datagram") else listener.accept()[0].recv(99)
        seen(name, data == b"attacked")
    except OSError:
        pass
# Attached to and left, it may be stopped.
os.kill(victim.pid, signal.SIGCONT)
time.sleep(0.1)
victim.kill()
hits = victim.stdout.read()
seen("kill_other", "hit" in hits)
libc.shmctl(segment, 0, None)
survivors = subprocess.run(["pgrep", "-xf", f"sleep {scene['sleep']}"], stdout=subprocess.PIPE, text=True).stdout.split()
seen("survivor", survivors)
for process in survivors:
    os.kill(int(process), signal.SIGKILL)
placeholders = [name for name in (".agent", ".envrc", ".vscode", ".mcp.json", ".codex", ".git/commondir")
                if attacked(f"{workspace}/{name}")]
for name in NO_ATTACK:
    through.pop(name, None)
wrong = []
if not ended:
    wrong.append(f"the attacks have not run to their end: {result.stderr.strip()[-300:]}")
if mode == "confined":
    wrong += [f"{name}: {what}" for name, what in sorted(through.items())]
    wrong += [f"left in the workspace: {name}" for name in placeholders]
elif mode == "landlock":
    wrong += [f"{name}: {what}" for name, what in sorted(through.items()) if name not in NEEDS_NAMESPACES]
else:
    expected = {"write_home", "write_other", "write_tmp", "read_ssh", "read_netrc", "read_runtime", "stat_secret",
                "git_hook", "git_config", "git_commondir", "git_moved", "agent_settings", "envrc", "chmod_other", "tcp",
                "udp", "unix_path", "unix_abstract", "unix_datagram", "unix_raw", "owner_open", "owner_openat2",
                "owner_mknod", "owner_fchmod", "owner_fchmodat", "kill_other", "read_environ", "environment", "descriptors",
                "survivor", "shared_memory", "link_in", "truncate_other"}
    wrong += [f"{name}: does nothing even without a sandbox" for name in sorted(expected - set(through))]
print(f"{mode}: {len(through)} attacks got through in {time.monotonic() - started:.1f} s"
      + (f": {' '.join(sorted(through))}" if through and mode == 'landlock' else ""))
for line in wrong:
    print(f"  WRONG: {line}")
sys.exit(1 if wrong else 0)
