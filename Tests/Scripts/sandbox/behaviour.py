"""What must work in a sandbox, how it ends, and what it leaves. Each check is a function. usage: behaviour.py SANDBOX
REFUSE DIRECTORY; ends with 1 when a check fails, and prints how many have passed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

# A script that runs this in the background has these ignored, and so would have what is started here.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
sandbox, refuse, root = sys.argv[1:4]
workspace = f"{root}/place"
environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": f"{root}/home", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
checks = []


def check(function):
    checks.append(function)
    return function


def run(*words, launcher=(), cwd=None, given="", wait=30, more=None, **options):
    command = [*launcher, sandbox, *words]
    return subprocess.run(command, cwd=cwd or workspace, env=environment | (more or {}), input=given, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=wait, **options)


def inside(script, *options, **more):
    return run("--workspace", workspace, *options, "--", "sh", "-c", script, **more)


def expect(result, status=0, output=None, errors=""):
    told = f"status {result.returncode}, output {result.stdout[-200:]!r}, errors {result.stderr[-300:]!r}"
    assert result.returncode == status, told
    assert output is None or result.stdout == output, told
    assert errors in result.stderr if errors else result.stderr == "", told


def python(code, *options, **more):
    return run("--workspace", workspace, *options, "--", "/usr/bin/python3", "-c", code, **more)


def has(program):
    return shutil.which(program, path=environment["PATH"]) is not None


def alive(mark):
    return subprocess.run(["pgrep", "-xf", mark], stdout=subprocess.DEVNULL).returncode == 0


def wait_until(condition, seconds=3.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


# What must work.
@check
def writes_the_workspace():
    expect(inside("echo new >file && mkdir -p a/b && mv file a/b/c && cat a/b/c && rm -r a"), output="new\n")


@check
def pipelines():
    expect(inside("seq 1000 | sort -rn | head -1; echo $(echo x | cat); cat <<X\nhere\nX"), output="1000\nx\nhere\n")


@check
def temporary_files():
    expect(inside("f=$(mktemp) && echo t >$f && cat $f && echo s >/dev/shm/s && cat /dev/shm/s && rm $f"), output="t\ns\n")
    assert not os.path.exists("/dev/shm/s")


@check
def threads_and_event_loops():
    expect(python("import asyncio, socket, threading, multiprocessing as m\n"
                  "t = threading.Thread(target=lambda: print('thread', flush=True)); t.start(); t.join()\n"
                  "a, b = socket.socketpair(); a.send(b'x'); assert b.recv(1) == b'x'\n"
                  "async def main():\n  p = await asyncio.create_subprocess_exec('echo', 'loop'); await p.wait()\n"
                  "asyncio.run(main())\n"
                  "with m.get_context('fork').Pool(2) as p: print(sum(p.map(abs, [-1, -2])))"),
           output="thread\nloop\n3\n")


@check
def git():
    shutil.rmtree(f"{workspace}/.git", ignore_errors=True)
    for words in (["init", "-q"], ["config", "user.name", "n"], ["config", "user.email", "n@example.org"]):
        subprocess.run(["git", *words], cwd=workspace, env=environment, check=True)
    result = inside("echo x >tracked && git add -A && git commit -qm one && git status --short && git log --format=%s"
                    " && git stash list && git branch other && git switch -q other && git ls-files")
    expect(result, output="one\ntracked\n")
    expect(inside("git config core.fsmonitor evil"), status=4, errors="config")
    fsck = subprocess.run(["git", "fsck"], cwd=workspace, env=environment, capture_output=True, text=True)
    assert fsck.returncode == 0 and set(os.listdir(workspace)) == {".git", "tracked"}, os.listdir(workspace)
    assert not os.path.exists(f"{workspace}/.git/commondir")


@check
def worktree():
    tree = f"{root}/tree"
    subprocess.run(["rm", "-rf", tree], check=True)
    subprocess.run(["git", "worktree", "prune"], cwd=workspace, env=environment, check=True)
    subprocess.run(["git", "worktree", "add", "-q", tree, "-b", f"b{os.getpid()}"], cwd=workspace, env=environment, check=True)
    result = run("--workspace", tree, "sh", "-c", "git status --short; git log --format=%s; echo x >>.git")
    expect(result, status=2, output="one\n", errors="Read-only file system")


@check
def python_environment():
    subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", f"{root}/venv"], env=environment, check=True)
    result = run("python", "-c", "import sys; print(sys.prefix)",
                 more={"PATH": f"{root}/venv/bin:/usr/bin:/bin", "VIRTUAL_ENV": f"{root}/venv"})
    expect(result, output=f"{root}/venv\n")


@check
def toolchain_below_home():
    tools = f"{root}/home/.tool"
    os.makedirs(f"{tools}/bin", exist_ok=True)
    os.makedirs(f"{tools}/lib", exist_ok=True)
    for name, text in {"bin/hello": "#!/bin/sh\ncat ${0%/bin/*}/lib/text\n", "lib/text": "hello\n", "secret": "x"}.items():
        with open(f"{tools}/{name}", "w") as file:
            file.write(text)
    os.chmod(f"{tools}/bin/hello", 0o755)
    path = {"PATH": f"{tools}/bin:/usr/bin:/bin"}
    expect(run("hello", more=path), output="hello\n")
    expect(run("cat", f"{tools}/secret", more=path), status=1, errors="No such file")
    with tempfile.TemporaryDirectory(dir="/tmp") as directory:
        os.chmod(directory, 0o755)
        shutil.copytree(tools, f"{directory}/tool")
        expect(run("hello", cwd="/tmp", more={"PATH": f"{directory}/tool/bin:/usr/bin:/bin"}), output="hello\n")


@check
def compiler():
    if has("cc") and has("make"):
        expect(inside("printf 'int main(void){return 3;}\n' >m.c && printf 'm: m.c\n\tcc -o m m.c\n' >Makefile"
                      " && make -s && ./m; s=$?; rm m m.c Makefile; exit $s"), status=3)


@check
def node():
    if has("node"):
        expect(run("node", "-e", "console.log([1, 2].map(x => x + 1).join())"), output="2,3\n")


@check
def large_data():
    size = 64 << 20
    with open("/dev/zero", "rb") as zeros:
        feeder = subprocess.Popen(["head", "-c", str(size)], stdin=zeros, stdout=subprocess.PIPE)
    result = subprocess.run([sandbox, "cat"], cwd=workspace, env=environment, stdin=feeder.stdout, stdout=subprocess.PIPE)
    assert result.returncode == 0 and len(result.stdout) == size and feeder.wait() == 0


@check
def files_keep_their_modes():
    expect(inside("umask; touch f; stat -c %a f; rm f", umask=0o027), output="0027\n640\n")


# Directories.
@check
def read_only():
    expect(run("sh", "-c", "pwd; touch x", cwd=workspace), status=1, output=workspace + "\n", errors="x")
    expect(inside("touch x", "--read-only"), status=1, errors="x")
    assert not os.path.exists(f"{workspace}/x")


@check
def more_directories():
    os.makedirs(f"{root}/more/in", exist_ok=True)
    os.makedirs(f"{root}/seen", exist_ok=True)
    with open(f"{root}/seen/text", "w") as file:
        file.write("seen\n")
    result = inside(f"cat {root}/seen/text; echo w >{root}/more/in/w; touch {root}/seen/x", f"--writable={root}/more",
                    "--readable", f"{root}/seen")
    expect(result, status=1, output="seen\n", errors="seen/x")
    assert os.path.exists(f"{root}/more/in/w")


@check
def through_a_link():
    if not os.path.islink(f"{root}/link"):
        os.symlink(workspace, f"{root}/link")
    expect(run("--workspace", f"{root}/link", "sh", "-c", f"echo l >{root}/link/l; cat {workspace}/l; rm l"), output="l\n")


# A command of an earlier call may have made any link in the workspace; none of them decides what is readable.
@check
def links_in_the_workspace_grant_nothing():
    venv, secrets, own = f"{workspace}/.venv", f"{root}/home/.ssh", f"{workspace}/own"
    os.makedirs(secrets, exist_ok=True)
    with open(f"{secrets}/id", "w") as file:
        file.write("secret\n")
    os.chmod(f"{secrets}/id", 0o755)
    path = {"PATH": f"{venv}/bin:{own}:/usr/bin:/bin", "VIRTUAL_ENV": venv}
    for link, target in {"bin/python": f"{secrets}/id", "bin": secrets, "share": secrets, "lib": secrets, "": secrets,
                         "bin/tool": f"{secrets}/id"}.items():
        for directory in (venv, own):
            if os.path.islink(directory):
                os.unlink(directory)
            shutil.rmtree(directory, ignore_errors=True)
        os.makedirs(f"{venv}/bin")
        with open(f"{venv}/pyvenv.cfg", "w") as file:
            file.write(f"home = {secrets}\n")
        os.symlink(secrets, own)
        if link in ("bin", "", "lib"):
            shutil.rmtree(f"{venv}/{link}".rstrip("/"), ignore_errors=True)
        os.symlink(target, f"{venv}/{link}".rstrip("/"))
        for options in ((), ("--read-only",)):
            expect(run("--workspace", workspace, *options, "cat", f"{secrets}/id", more=path), status=1, errors="No such")
        if link == "bin/tool":
            assert run("--workspace", workspace, "tool", more=path).returncode in (126, 127)
    os.unlink(own)
    shutil.rmtree(venv)


@check
def an_environment_in_the_workspace():
    python = f"{root}/home/.local/share/pythons/3.99"
    os.makedirs(f"{python}/bin", exist_ok=True)
    os.makedirs(f"{python}/lib", exist_ok=True)
    with open(f"{python}/bin/python3.99", "w") as file:
        file.write("#!/bin/sh\n")
    os.chmod(f"{python}/bin/python3.99", 0o755)
    for name in (f"{python}/lib/text", f"{python}/secret"):
        with open(name, "w") as file:
            file.write("text\n")
    venv = f"{workspace}/.venv"
    os.makedirs(f"{venv}/bin")
    os.symlink(f"{python}/bin/python3.99", f"{venv}/bin/python")
    open(f"{venv}/pyvenv.cfg", "w").close()
    path = {"PATH": f"{venv}/bin:/usr/bin:/bin"}
    expect(inside(f"test -x {venv}/bin/python && cat {python}/lib/text", more=path), output="text\n")
    expect(inside(f"cat {python}/secret", more=path), status=1, errors="No such file")
    shutil.rmtree(venv)


@check
def a_link_does_not_grant_what_an_option_named():
    for option in ("--readable", "--writable"):
        for directory in (f"{workspace}/sub", f"{root}/home/.ssh"):
            os.makedirs(directory, exist_ok=True)
        expect(inside("rmdir sub && ln -s ../home/.ssh sub", option, f"{workspace}/sub"))
        expect(inside("ls sub/", option, f"{workspace}/sub"), status=77, errors="name that itself")
        os.unlink(f"{workspace}/sub")


@check
def home_without_secrets():
    os.makedirs(f"{root}/home/.ssh", exist_ok=True)
    os.makedirs(f"{root}/home/project", exist_ok=True)
    expect(run("sh", "-c", "ls -A", cwd=f"{root}/home"), output="project\n")
    with tempfile.NamedTemporaryFile(dir="/tmp") as file:
        assert file.name not in run("find", "/tmp", cwd="/tmp").stdout


@check
def refused_directories():
    home, runtime = f"{root}/home", f"{root}/home/.agent_runtime"
    os.makedirs(f"{runtime}/workfolder", exist_ok=True)
    os.makedirs(f"{runtime}/sessions", exist_ok=True)
    for path in ("/", home, root, runtime, f"{runtime}/sessions", "/proc/self", f"{home}/../home"):
        expect(run("--workspace", path, "true"), status=77, errors="must not be writable")
        expect(run("--writable", path, "true"), status=77, errors="must not be writable")
    expect(run("--workspace", f"{runtime}/workfolder", "touch", "x"))
    expect(run("--workspace", f"{root}/place", "true", more={"AGENT_RUNTIME_DIR": f"{root}/place"}), status=77,
           errors="runtime directory")


# Hooks and configuration may lie elsewhere in the workspace: by a link, or where git's configuration says.
@check
def what_is_protected_may_be_a_link():
    place = f"{root}/linked"
    for directory in (".husky", "githooks", "conf", "free"):
        os.makedirs(f"{place}/{directory}")
    subprocess.run(["git", "init", "-q", place], env=environment, check=True)
    shutil.rmtree(f"{place}/.git/hooks")
    os.symlink("../githooks", f"{place}/.git/hooks")
    os.symlink("conf", f"{place}/.vscode")
    subprocess.run(["git", "-C", place, "config", "core.hooksPath", ".husky"], env=environment, check=True)
    subprocess.run(["git", "-C", place, "config", "include.path", "../shared"], env=environment, check=True)
    open(f"{place}/shared", "w").close()
    script = "(echo x >shared) 2>/dev/null || echo shared; for d in githooks .husky conf; do touch $d/x 2>/dev/null || echo $d; mv $d y 2>/dev/null; done; touch free/x"
    expect(run("--workspace", place, "sh", "-c", script), output="shared\ngithooks\n.husky\nconf\n")
    assert sorted(os.listdir(place)) == [".git", ".husky", ".vscode", "conf", "free", "githooks", "shared"]
    # All of the workspace cannot be meant.
    subprocess.run(["git", "-C", place, "config", "core.hooksPath", "."], env=environment, check=True)
    expect(run("--workspace", place, "touch", "z"))
    shutil.rmtree(place)


@check
def two_in_one_workspace():
    first = subprocess.Popen([sandbox, "--workspace", workspace, "sh", "-c", "echo ready; read x; touch .envrc"],
                             env=environment, cwd=workspace, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True)
    assert first.stdout.readline() == "ready\n"
    expect(inside("true"))
    # The second has left what the first still needs.
    assert os.path.isdir(f"{workspace}/.envrc")
    first.communicate("\n")
    assert not os.path.lexists(f"{workspace}/.envrc")


@check
def cleans_up_after_the_killed():
    killed = subprocess.Popen([sandbox, "--workspace", workspace, "sh", "-c", "echo ready; sleep 20"],
                              env=environment, stdout=subprocess.PIPE, text=True)
    assert killed.stdout.readline() == "ready\n"
    killed.kill()
    killed.wait()
    expect(inside("true"))
    assert not os.path.lexists(f"{workspace}/.envrc")


# Endings.
@check
def statuses():
    expect(run("sh", "-c", "exit 7"), status=7)
    expect(run("sh", "-c", "kill -9 $$"), status=137)
    expect(run("sh", "-c", "kill -TERM $$"), status=143)
    expect(run("no-such-command"), status=127, errors="agent-sandbox: no-such-command: command not found")
    expect(run("/no/such"), status=127, errors="agent-sandbox: /no/such: No such file")
    expect(run("/etc/passwd"), status=126, errors="agent-sandbox: /etc/passwd: Permission denied")
    expect(run("--", "-x"), status=127, errors="-x")


@check
def usage():
    for words, told in [
        (["--bogus"], "unknown option '--bogus' (try 'agent-sandbox --help')"),
        (["--workspce", "x"], "did you mean '--workspace'?"),
        (["--net"], "missing value for '--net'"),
        (["--net=lan", "true"], "--net: unknown network 'lan'"),
        (["--mem", "2q", "true"], "--mem: '2q'"),
        (["--mem", "99999999999999999999g", "true"], "--mem"),
        (["--time", "soon", "true"], "--time: 'soon'"),
        (["--time=0", "true"], "--time: '0'"),
        (["--procs", "-1", "true"], "--procs: '-1'"),
        (["--probe=x"], "--probe takes no value"),
        (["--probe", "true"], "--probe takes no command"),
        (["--env", "LD_PRELOAD", "true"], "never passed"),
        (["--env", "A=b", "true"], "--env"),
        ([], "a command is missing"),
        (["--workspace", workspace], "a command is missing"),
        ([""], "the command is empty"),
    ]:
        result = run(*words)
        expect(result, status=64, output="", errors=told)
        assert len(result.stderr.splitlines()) == 1 and result.stderr.startswith("agent-sandbox: "), result.stderr
    expect(run("--workspace", "/no/such", "true"), status=66, errors="--workspace: /no/such: No such file")
    expect(run("--readable", "/no/such", "true"), status=66, errors="--readable: /no/such")


@check
def help_and_version():
    result = run("--help")
    expect(result)
    assert max(map(len, result.stdout.splitlines())) < 80 and "USAGE: agent-sandbox" in result.stdout
    expect(run("--version"), output=f"agent-sandbox {os.environ['VERSION']}\n")
    with open("/dev/full", "w") as full:
        told = subprocess.run([sandbox, "--help"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert told.returncode == 74 and "No space left" in told.stderr


@check
def probe():
    probed = json.loads(run("--probe").stdout)
    assert probed["type"] == "sandbox" and probed["complete"] and probed["confines"] and probed["landlock"] > 0, probed
    for what, key in [("namespaces", "pid_namespace"), ("mounts", "mount_namespace"), ("proc", "private_proc")]:
        result = run("--probe", launcher=[refuse, what])
        probed = json.loads(result.stdout)
        assert not probed["complete"] and not probed[key] and result.returncode == 0, probed
        told = run("true", launcher=[refuse, what])
        assert told.returncode == 0 and len(told.stderr.splitlines()) == 1, told.stderr
        expect(run("-q", "true", launcher=[refuse, what]))
    assert json.loads(run("--probe", launcher=[refuse, "landlock"]).stdout)["landlock"] == 0
    # Also where there is nothing to tell but that.
    result = run("--probe", launcher=[refuse, "all"])
    probed = json.loads(result.stdout)
    assert result.returncode == 125 and "nothing can be confined" in result.stderr, result
    assert probed["landlock"] == 0 and not any(value is True for value in probed.values()), probed
    expect(run("echo", "x", launcher=[refuse, "all"]), status=125, output="", errors="nothing can be confined")


@check
def time_is_over():
    started = time.monotonic()
    expect(run("--time", "200ms", "sleep", "9"), status=124)
    expect(run("--time", "200ms", "sh", "-c", "trap '' TERM; while :; do sleep 1; done"), status=124)
    assert time.monotonic() - started < 3
    expect(run("--time", "200ms", "sh", "-c", "trap '' TERM; while :; do sleep 1; done", launcher=[refuse, "namespaces"]),
           status=124, errors="namespaces")


@check
def signals_are_handed_on():
    for name in ("INT", "TERM", "HUP", "QUIT", "USR1"):
        number = getattr(signal, "SIG" + name)
        script = f"import signal, sys, time\nsignal.signal({int(number)}, lambda *_: sys.exit(40))\n" \
                 "print('ready', flush=True)\nwhile True: time.sleep(0.01)"
        child = subprocess.Popen([sandbox, "/usr/bin/python3", "-c", script], env=environment, cwd=workspace,
                                 stdout=subprocess.PIPE, text=True)
        assert child.stdout.readline() == "ready\n"
        child.send_signal(number)
        assert child.wait(5) == 40, name
    child = subprocess.Popen([sandbox, "sh", "-c", "echo ready; sleep 9"], env=environment, cwd=workspace,
                             stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    child.send_signal(signal.SIGTERM)
    assert child.wait(5) == 143


@check
def stops_and_goes_on():
    child = subprocess.Popen([sandbox, "sh", "-c", "while :; do echo x; sleep 0.02; done"], env=environment,
                             cwd=workspace, stdout=subprocess.PIPE)
    child.stdout.read(2)
    child.send_signal(signal.SIGTSTP)
    assert os.WIFSTOPPED(os.waitpid(child.pid, os.WUNTRACED)[1])
    os.set_blocking(child.stdout.fileno(), False)
    time.sleep(0.1)
    child.stdout.read()
    time.sleep(0.2)
    assert not child.stdout.read(), "the command goes on while stopped"
    child.send_signal(signal.SIGCONT)
    wait_until(lambda: child.stdout.read())
    child.terminate()
    child.wait(5)


SURVIVORS = {
    "background": "sleep {mark} & exit 5",
    "session": "setsid sleep {mark} & sleep 0.1; exit 5",
    "two forks": "(setsid sh -c 'sleep {mark} & sleep {mark} &' &) ; sleep 0.1; exit 5",
    "deaf": "(trap '' HUP INT TERM QUIT; sleep {mark} >/dev/null 2>&1 </dev/null &) ; sleep 0.1; exit 5",
}


@check
def nothing_survives():
    for launcher in ([], [refuse, "namespaces"]):
        for at, (name, script) in enumerate(SURVIVORS.items()):
            mark = f"6{os.getpid()}{at}"
            result = run("-q", "sh", "-c", script.format(mark=mark), launcher=launcher)
            assert result.returncode == 5, (name, result)
            assert not alive(f"sleep {mark}"), f"{name} {launcher}"
    result = run("-q", "sh", "-c", f"for i in $(seq 100); do setsid sleep 6{os.getpid()}9 & done; exit 5",
                 launcher=[refuse, "namespaces"])
    assert result.returncode == 5 and not alive(f"sleep 6{os.getpid()}9")


@check
def dies_with_its_parent():
    for at, launcher in enumerate(([], [refuse, "namespaces"])):
        for how in ("parent", "itself"):
            mark = f"5{os.getpid()}{at}{len(how)}"
            command = [*launcher, sandbox, "-q", "sh", "-c", f"echo ready; setsid sleep {mark} & sleep {mark}"]
            code = "import subprocess, sys, time\np = subprocess.Popen(sys.argv[1:])\nprint(p.pid, flush=True)\ntime.sleep(30)"
            parent = subprocess.Popen([sys.executable, "-c", code, *command], env=environment, cwd=workspace,
                                      stdout=subprocess.PIPE, text=True)
            lines = {parent.stdout.readline(), parent.stdout.readline()}
            process = int(max(lines - {"ready\n"}))
            wait_until(lambda: alive(f"sleep {mark}"))
            os.kill(parent.pid if how == "parent" else process, signal.SIGKILL)
            wait_until(lambda: not alive(f"sleep {mark}"))
            parent.kill()
            parent.wait()


STORM = "for i in $(seq 30); do (trap '' HUP INT TERM; while :; do setsid sleep {mark} & sleep 0.05; done) & done; echo ready; wait"


@check
def an_alarm_ends_it_all():
    """At once, whatever runs in it, and with all that it has put into the workspace taken away."""
    for at, launcher in enumerate(([], [refuse, "namespaces"])):
        mark = f"4{os.getpid()}{at}"
        before = sorted(os.listdir(workspace))
        child = subprocess.Popen([*launcher, sandbox, "-q", "--workspace", workspace, "sh", "-c", STORM.format(mark=mark)],
                                 env=environment, cwd=workspace, stdout=subprocess.PIPE, text=True)
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGALRM)
        assert child.wait(5) == 128 + signal.SIGALRM
        assert not alive(f"sleep {mark}"), launcher
        assert sorted(os.listdir(workspace)) == before


@check
def a_terminal_of_its_own():
    master, slave = os.openpty()
    child = subprocess.Popen([sandbox, "sh", "-c", "echo made >/dev/tty; exec python3 -c 'import os; print(os.tcgetpgrp(0) == os.getpgrp())'"],
                             env=environment, cwd=workspace, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    assert child.wait(5) == 0
    assert os.read(master, 100) == b"made\r\nTrue\r\n"
    os.close(master)


@check
def parent_thread_may_end():
    found = []
    thread = threading.Thread(target=lambda: found.append(
        subprocess.Popen([sandbox, "sh", "-c", "sleep 0.4; exit 9"], env=environment, cwd=workspace)))
    thread.start()
    thread.join()
    assert found[0].wait(5) == 9


# Limits.
@check
def limits():
    code = "b = bytearray({} << 20); print(len(b) >> 20)"
    expect(python(code.format(64), "--mem", "128m"), output="64\n")
    expect(python(code.format(256), "--mem", "128m"), status=1, errors="MemoryError")
    assert python(code.format(2300)).returncode == 1, "no limit on memory by default"
    expect(inside("dd if=/dev/zero of=big bs=64k count=9 2>/dev/null; s=$?; wc -c <big; rm big; exit $s", "--fsize=128k"),
           status=153, output="131072\n")
    expect(python("f = [open('/dev/null') for _ in range(50)]", "--files", "32"), status=1, errors="Too many open files")
    started = time.monotonic()
    result = run("--cpu", "1s", "sh", "-c", "while :; do :; done")
    assert result.returncode in (137, 152) and time.monotonic() - started < 10, result
    expect(inside("ulimit -c; ulimit -n"), output="0\n1024\n")
    if os.geteuid() != 0:
        expect(inside("for i in 1 2 3 4 5 6 7 8 9; do sleep 1 & done; wait", "--procs", "6"), status=2, errors="fork")


# What is passed.
@check
def passed_environment():
    more = {"API_KEY": "1", "X_TOKEN": "2", "OTHER": "3", "LC_TIME": "C", "LD_PRELOAD": "", "LC_SECRET": "4"}
    names = run("env", more=more).stdout
    for name in ("API_KEY", "X_TOKEN", "OTHER", "LD_PRELOAD", "LC_SECRET"):
        assert f"{name}=" not in names, names
    for line in ("LC_TIME=C", "PATH=/usr", f"AGENT_WORKSPACE={workspace}", "TMPDIR=/tmp", f"PWD={workspace}"):
        assert line in names, names
    names = run("--env", "API_KEY", "--env=OTHER", "env", more=more).stdout
    assert "API_KEY=1\n" in names and "OTHER=3\n" in names and "X_TOKEN" not in names


@check
def descriptors():
    low, high = os.pipe()
    os.dup2(high, 500)
    result = run("/usr/bin/python3", "-c", "import os; print(sorted(os.listdir('/proc/self/fd'), key=int)[:-1])",
                 pass_fds=(low, high, 500))
    expect(result, output="['0', '1', '2']\n")
    code = "import os,sys\nos.close(0); os.close(1); os.close(2)\nos.execv(sys.argv[1], sys.argv[1:])"
    closed = subprocess.run([sys.executable, "-c", code, sandbox, "true"], env=environment, cwd=workspace)
    assert closed.returncode == 0


@check
def network_when_asked():
    import socket

    server = socket.create_server(("127.0.0.1", 0))
    code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 2).send(b'x'); print('sent')"
    expect(python(code, "--net", "host"), output="sent\n")
    result = python(code)
    assert result.returncode == 1 and "PermissionError" in result.stderr
    assert python("import socket; socket.socket(socket.AF_UNIX)", "--net=host").returncode == 1


for path in (workspace, f"{root}/home"):
    os.makedirs(path, exist_ok=True)
failed = 0
for each in checks:
    try:
        each()
    except Exception as error:
        failed += 1
        print(f"  WRONG: {each.__name__}: {type(error).__name__}: {str(error)[:700]}")
print(f"behaviour: {len(checks) - failed} of {len(checks)} checks passed")
sys.exit(1 if failed else 0)
