"""From the start of `agent` at a terminal to its prompt, with a session of some turns to show again."""

import os
import pty
import select
import statistics
import time


def once(program, environment, folder):
    """Milliseconds of CPU and on the clock until the prompt is there; the process is then told to leave."""
    begun = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(program, [program], environment)
    seen = b""
    while b"> " not in seen.rsplit(b"\n", 1)[-1]:
        if not select.select([terminal], [], [], 10)[0]:
            raise TimeoutError(f"no prompt: {seen!r}")
        seen += os.read(terminal, 4096)
    wall = time.monotonic() - begun
    # The ticks of /proc are too coarse: what it costs to leave is counted, too.
    os.write(terminal, b"\x04")
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:
        pass
    _, _, usage = os.wait4(pid, 0)
    os.close(terminal)
    return (usage.ru_utime + usage.ru_stime) * 1000, wall * 1000


def measure(program, environment, folder, runs):
    """The medians."""
    pairs = [once(program, {**environment, "TERM": "xterm"}, folder) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs))
