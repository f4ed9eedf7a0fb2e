"""What a hostile command tries, from inside. Each attempt runs in a process of its own; what it could read or do is
printed as a line "NAME<TAB>WHAT". Whether files, sockets and processes outside have changed is looked at outside, by
matrix.py. usage: attack.py SCENE.json"""

import ctypes
import json
import os
import signal
import socket
import struct
import sys

scene = json.load(open(sys.argv[1]))
home, other, runtime, workspace = (scene[key] for key in ("home", "other", "runtime", "workspace"))
libc = ctypes.CDLL(None, use_errno=True)
machine = os.uname().machine
attempts = {}


def attempt(function):
    attempts[function.__name__] = function
    return function


def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def number(x86, arm):
    return x86 if machine == "x86_64" else arm


def read(path):
    with open(path, "rb") as file:
        return file.read(4096)


def write(path, text="attacked\n"):
    with open(path, "a") as file:
        file.write(text)


# Paths. What they do is seen from outside, what they read is printed.
for name, path in {
    "write_home": f"{home}/attacked",
    "write_other": f"{other}/attacked",
    "write_through_link": f"{workspace}/to-other/attacked",
    "write_other_file": f"{other}/file",
    "write_tmp": scene["tmp"],
    "write_var_tmp": scene["var_tmp"],
    "write_shm": scene["shm"],
    "write_runtime": f"{runtime}/attacked",
    "git_hook": f"{workspace}/.git/hooks/post-commit",
    "git_config": f"{workspace}/.git/config",
    "git_commondir": f"{workspace}/.git/commondir",
    "second_git_hook": f"{workspace}/bare-hooks/.git/hooks/post-commit",
    "agent_settings": f"{workspace}/.claude/settings.json",
    "agent_file": f"{workspace}/.agentrc",
    "envrc": f"{workspace}/.envrc",
    "mcp_json": f"{workspace}/.mcp.json",
    "worktree_file": f"{scene['worktree']}/.git",
}.items():
    attempts[name] = lambda path=path: (os.makedirs(os.path.dirname(path), exist_ok=True), write(path)) and None
for name, path in {
    "read_ssh": f"{home}/.ssh/id",
    "read_netrc": f"{home}/.netrc",
    "read_runtime": f"{runtime}/auth.json",
    "read_other": f"{other}/file",
    "read_through_link": f"{workspace}/to-other/file",
    "read_gitdir_lie": f"{home}/.ssh/id",
    "read_shadow": "/etc/shadow",
    "read_environ": f"/proc/{scene['victim']}/environ",
    "read_agent_environ": f"/proc/{os.getppid()}/environ",
}.items():
    attempts[name] = lambda path=path: read(path).decode(errors="replace")


@attempt
def read_configuration():
    # What others may not read, by root, who owns it.
    for directory, _, names in os.walk("/etc"):
        for name in names:
            path = f"{directory}/{name}"
            if directory.count("/") < 3 and os.path.isfile(path) and not os.stat(path).st_mode & 0o004 and read(path):
                return path + " CANARY"


@attempt
def stat_secret():
    return str(os.stat(f"{home}/.ssh/id").st_size)


@attempt
def list_home():
    return " ".join(os.listdir(home))


@attempt
def git_moved():
    os.rename(f"{workspace}/.git", f"{workspace}/moved")
    os.mkdir(f"{workspace}/.git")
    write(f"{workspace}/.git/config")


@attempt
def hooks_replaced():
    os.rename(f"{workspace}/.git/hooks", f"{workspace}/.git/old")
    os.symlink(other, f"{workspace}/.git/hooks")


@attempt
def vscode_replaced():
    os.rmdir(f"{workspace}/.vscode")
    os.symlink(other, f"{workspace}/.vscode")


@attempt
def chmod_other():
    os.chmod(f"{other}/file", 0o777)


def runs_as_owner(make):
    def attack():
        path = f"{workspace}/owner{os.getpid()}"
        make(path)
        assert os.stat(path).st_mode & 0o4000
        return path

    return attack


def made_open(path):
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o4755))


def made_open_2(path):
    call(437, -100, path.encode(), ctypes.create_string_buffer(struct.pack("QQQ", os.O_CREAT | os.O_WRONLY, 0o4755, 0)), 24)


def changed(number, *arguments):
    def make(path):
        write(path)
        call(number, *(path.encode() if argument is None else argument for argument in arguments))

    return make


def changed_descriptor(path):
    with open(path, "w") as file:
        os.fchmod(file.fileno(), 0o4755)


attempts["owner_open"] = runs_as_owner(made_open)
attempts["owner_openat2"] = runs_as_owner(made_open_2)
attempts["owner_mknod"] = runs_as_owner(lambda path: os.mknod(path, 0o104755))
attempts["owner_fchmod"] = runs_as_owner(changed_descriptor)
attempts["owner_fchmodat"] = runs_as_owner(changed(number(268, 53), -100, None, 0o4755))
attempts["owner_fchmodat2"] = runs_as_owner(changed(452, -100, None, 0o4755, 0))
if machine == "x86_64":
    attempts["owner_chmod"] = runs_as_owner(changed(90, None, 0o4755))
    attempts["owner_creat"] = runs_as_owner(lambda path: call(85, path.encode(), 0o4755))
    attempts["owner_old_mknod"] = runs_as_owner(lambda path: call(133, path.encode(), 0o104755, 0))
    attempts["owner_old_open"] = runs_as_owner(lambda path: call(2, path.encode(), os.O_CREAT | os.O_WRONLY, 0o4755))


@attempt
def utime_other():
    os.utime(f"{other}/file", (1, 1))


@attempt
def xattr_other():
    os.setxattr(f"{other}/file", "user.attacked", b"1")


@attempt
def truncate_other():
    os.truncate(f"{other}/file", 0)


@attempt
def unlink_other():
    os.unlink(f"{other}/doomed")


@attempt
def rename_out():
    write(f"{workspace}/mine")
    os.rename(f"{workspace}/mine", f"{other}/attacked")


@attempt
def rename_in():
    os.rename(f"{other}/doomed", f"{workspace}/doomed")


@attempt
def link_in():
    os.link(f"{other}/file", f"{workspace}/linked")
    return "linked"


@attempt
def fifo_other():
    os.mkfifo(f"{other}/attacked")


@attempt
def handle_other():
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
    mount = ctypes.c_int()
    call(number(303, 264), -100, f"{workspace}/to-other/file".encode(), handle, ctypes.byref(mount), 0x400)
    return "a handle"


@attempt
def sysctl():
    os.open("/proc/sys/kernel/hostname", os.O_WRONLY)
    return "opened for writing"


@attempt
def block_device():
    for name in os.listdir("/sys/block"):
        os.open(f"/dev/{name}", os.O_RDONLY)
        return name


# Network.
@attempt
def tcp():
    socket.create_connection(("127.0.0.1", scene["tcp"]), 2).send(b"attacked")


@attempt
def udp():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"attacked", ("127.0.0.1", scene["udp"]))


@attempt
def unix_path():
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(scene["unix"])
    connection.send(b"attacked")


@attempt
def unix_abstract():
    connection = socket.socket(socket.AF_UNIX)
    connection.connect("\0" + scene["abstract"])
    connection.send(b"attacked")


@attempt
def unix_datagram():
    # One of a pair needs no socket(2), and can send to any address.
    socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"attacked", scene["datagram"])


@attempt
def unix_raw():
    # Another name of the same.
    descriptors = (ctypes.c_int * 2)()
    if libc.socketpair(1, 3, 0, descriptors) != 0:
        raise OSError(ctypes.get_errno(), "refused")
    return "a pair"


for name, family, kind, protocol in [
    ("netlink", 16, 3, 0), ("packet", 17, 3, 0), ("vsock", 40, 1, 0), ("mptcp", 2, 1, 262), ("alg", 38, 5, 0),
]:
    attempts[name] = lambda f=family, k=kind, p=protocol: f"socket {socket.socket(f, k, p).fileno()}"


# Other processes.
@attempt
def kill_other():
    os.kill(scene["victim"], signal.SIGUSR1)


@attempt
def kill_all():
    os.kill(-1, signal.SIGUSR1) if scene["confined"] else os.kill(scene["victim"], signal.SIGUSR1)


@attempt
def read_memory():
    descriptor = os.open(f"/proc/{scene['victim']}/mem", os.O_RDWR)
    return f"opened {descriptor}"


@attempt
def ptrace():
    if libc.ptrace(16, scene["victim"], None, None) != 0:
        raise OSError(ctypes.get_errno(), "refused")
    return "attached"


@attempt
def vm_readv():
    text = ctypes.create_string_buffer(8)
    local = struct.pack("QQ", ctypes.addressof(text), 8)
    remote = struct.pack("QQ", scene["address"], 8)
    call(number(310, 270), scene["victim"], ctypes.create_string_buffer(local), 1, ctypes.create_string_buffer(remote), 1, 0)
    return "read"


@attempt
def pidfd_getfd():
    descriptor = os.pidfd_open(scene["victim"])
    call(438, descriptor, 1, 0)
    return "a descriptor"


# The kernel.
@attempt
def io_uring():
    return f"ring {call(425, 4, ctypes.create_string_buffer(120))}"


@attempt
def userfaultfd():
    return f"descriptor {call(number(323, 282), 1)}"


@attempt
def keyctl():
    return f"keyring {call(number(250, 219), 0, -4, 1)}"


@attempt
def user_namespace():
    call(number(272, 97), 0x10000000)
    return "made"


@attempt
def clone_namespace():
    child = call(number(56, 220), 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    return "made"


@attempt
def bpf():
    return f"map {call(number(321, 280), 0, ctypes.create_string_buffer(struct.pack('IIII', 2, 4, 4, 1) + bytes(64)), 72)}"


@attempt
def perf_event():
    event = struct.pack("IIQ", 1, 112, 0) + bytes(24) + struct.pack("Q", 1 << 5) + bytes(64)
    return f"event {call(number(298, 241), ctypes.create_string_buffer(event), 0, -1, -1, 0)}"


@attempt
def chroot():
    os.chroot(workspace)
    return "changed"


@attempt
def mount():
    # By root and without a sandbox it would stay.
    if not scene["confined"]:
        return None
    if libc.mount(b"none", workspace.encode(), b"tmpfs", 0, None) != 0:
        raise OSError(ctypes.get_errno(), "refused")
    return "mounted"


@attempt
def shared_memory():
    identifier = call(number(29, 194), scene["key"], 4096, 0)
    return f"segment {identifier}"


if machine == "x86_64":

    @attempt
    def x32():
        return f"pid {call(0x40000000 | 39)}"


# What is inherited.
@attempt
def environment():
    found = [name for name in os.environ if "CANARY" in os.environ[name]]
    assert found
    return " ".join(found)


@attempt
def descriptors():
    links = [f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd")]
    found = [os.readlink(link) for link in links if os.path.lexists(link) and "secret" in os.readlink(link)]
    assert found
    return " ".join(found)


@attempt
def survivor():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for descriptor in range(3):
                os.close(descriptor)
            signal.alarm(20)
            os.execv("/bin/sleep", ["sleep", scene["sleep"]])
        os._exit(0)


@attempt
def limits_raised():
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))
    return "raised"


signal.signal(signal.SIGUSR1, signal.SIG_IGN)
for name in sorted(attempts, key=lambda name: name in ("git_moved", "kill_all")):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        signal.alarm(5)
        try:
            what = attempts[name]()
            if what:
                print(f"{name}\t{what.splitlines()[0][:4000]}", flush=True)
        except Exception:
            pass
        os._exit(0)
    os.waitpid(child, 0)
print("end\t")
