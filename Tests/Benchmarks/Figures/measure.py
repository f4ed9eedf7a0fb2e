"""Runs programs and counts what they cost."""

import os
import re
import statistics
import subprocess

HERE = os.path.dirname(os.path.realpath(__file__))


class Failure(Exception):
    pass


class Cost:
    """Medians over all runs: milliseconds, and MB (2^20 bytes) of the largest process."""

    def __init__(self, runs):
        self.cpu = statistics.median(user + system for user, system, *_ in runs) / 1000
        self.wall = statistics.median(run[2] for run in runs) / 1000
        self.first = statistics.median(run[3] for run in runs) / 1000
        self.memory = statistics.median(run[4] for run in runs) / 1024


class Meter:
    def __init__(self, scratch):
        self.launcher = os.path.join(scratch, "launcher")
        source = os.path.join(HERE, "launcher.c")
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", self.launcher, source], check=True)

    def once(self, command):
        """One run: user, system, wall, time to the first output (microseconds), peak memory (KiB)."""
        answer, report = os.pipe()
        # The launcher reports on descriptor 3; the pipe's other end must not be in the program.
        arguments = [self.launcher] + (["-o"] if command.reads_output else []) + command.arguments()
        actions = [
            (os.POSIX_SPAWN_DUP2, report, 3),
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, command.errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ]
        pid = os.posix_spawn(arguments[0], arguments, command.environment, file_actions=actions)
        os.close(report)
        with os.fdopen(answer) as lines:
            line = lines.read()
        os.waitpid(pid, 0)
        if not line:
            raise Failure(f"{command.name}: cannot be started")
        status, *figures = map(int, line.split())
        if status != 0:
            with open(command.errors, errors="replace") as errors:
                raise Failure(f"{command.name}: exit status {status}: {errors.read().strip()[:400]}")
        return figures

    def interleaved(self, commands, rounds):
        """The cost of each command, by name; the runs take turns, so that all see the same machine."""
        for command in commands:
            self.once(command)
        runs = {command.name: [] for command in commands}
        for _ in range(rounds):
            for command in commands:
                runs[command.name].append(self.once(command))
        return {name: Cost(figures) for name, figures in runs.items()}

    def instructions(self, command):
        """Millions of instructions of the process itself, by callgrind: the same on every machine."""
        program, *arguments = command.arguments()
        # Valgrind cannot read the Swift compiler's debugging information. The copy keeps its name, by which
        # agentutils knows what it is, and the place where its resources are.
        folder = os.path.dirname(program)
        bare = os.path.join(os.path.dirname(self.launcher), "bare", program.strip("/"))
        if not os.path.exists(bare):
            os.makedirs(os.path.dirname(bare), exist_ok=True)
            subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        shares = [os.path.join(folder, "../share/agentutils"), os.path.join(HERE, "../../../Sources")]
        environment = {**command.environment, "AGENT_SHARE_DIR": os.path.realpath(next(filter(os.path.isdir, shares)))}
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", bare, *arguments],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        found = re.search(rb"Collected : (\d+)", run.stderr)
        if run.returncode != 0 or not found:
            raise Failure(f"{command.name}: valgrind: {run.stderr.decode(errors='replace')[-400:]}")
        return int(found[1]) / 1e6


class Command:
    def __init__(self, name, arguments, environment, errors, reads_output=False):
        self.name = name
        self.line = arguments
        self.environment = environment
        self.errors = errors
        self.reads_output = reads_output

    def arguments(self):
        return self.line
