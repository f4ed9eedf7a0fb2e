"""What is measured, and the goals: every row of the table that bin/bench prints.

A group prepares its files, runs its commands in turn and makes rows of what they cost.
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import time

import prompt
import workload
from measure import Command, Failure
from server import ModelServer


class Row:
    """A line of the table. `figures` are (value, unit, goal); a goal that begins with "-" is a minimum."""

    def __init__(self, name):
        self.name = name
        self.figures = []

    def add(self, value, unit, most=None, least=None):
        self.figures.append((value, unit, most, least))
        return self

    def missed(self):
        return [figure for figure in self.figures
                if (figure[2] is not None and figure[0] > figure[2])
                or (figure[3] is not None and figure[0] < figure[3])]


class Bench:
    """Where things are, and how often they are run."""

    def __init__(self, root, programs, scratch, meter, runs, instructions):
        self.root = root
        self.programs = programs
        self.scratch = scratch
        self.meter = meter
        self.runs = runs
        self.counts_instructions = instructions

    def environment(self, runtime="runtime"):
        return {"PATH": os.environ["PATH"], "HOME": self.scratch, "LANG": "C.UTF-8",
                "AGENT_RUNTIME_DIR": os.path.join(self.scratch, runtime)}

    def command(self, name, program, *arguments, runtime="runtime", reads_output=False, **variables):
        path = program if "/" in program else os.path.join(self.programs, program)
        return Command(
            name, [path, *arguments], {**self.environment(runtime), **variables},
            os.path.join(self.scratch, "errors"), reads_output)

    def commands(self):
        return sorted(name for name in os.listdir(os.path.join(self.root, "Sources")) if re.fullmatch("agent(-[a-z]+)?", name))

    def folder(self, name):
        path = os.path.join(self.scratch, name)
        os.makedirs(path, mode=0o700, exist_ok=True)
        return path

    def cost(self, *commands, runs=None):
        return self.meter.interleaved(commands, runs or self.runs)

    def row(self, command, cost, cpu=None, memory=None, wall=None, instructions=None):
        """The usual figures of one command."""
        row = Row(command.name).add(cost.cpu, "ms CPU", cpu).add(cost.wall, "ms wall", wall)
        row.add(cost.memory, "MB", memory)
        if self.counts_instructions:
            row.add(self.meter.instructions(command), "M instr", instructions)
        return row


def installed(bench):
    """Every command as it is installed, in both forms: (what it is called here, its path)."""
    folders = {}
    for form, options in (("", []), (", single", ["--single"])):
        prefix = bench.folder("installed" + form.lstrip(", "))
        run = subprocess.run([os.path.join(bench.root, "bin/install"), *options, prefix], stdout=subprocess.DEVNULL)
        if run.returncode != 0:
            raise Failure(f"bin/install ended with {run.returncode}")
        folders[form] = os.path.join(prefix, "bin")
    shared = os.path.join(folders[", single"], "agentutils")
    for name in bench.commands():
        for form, folder in folders.items():
            path = os.path.join(folder, name)
            # Some are executables of their own in both forms.
            if not form or os.path.samefile(path, shared):
                yield name, form, path


def start(bench):
    """Every command in both installed forms, and such peers as there are."""
    peers = [path for path in map(shutil.which, ("git", "codex", "claude", "llm")) if path]
    own = [bench.command(f"{name} {option}{form}", path, option)
           for name, form, path in installed(bench) for option in ("--version", "--help")]
    others = [bench.command(f"{os.path.basename(path)} --version", path, "--version") for path in peers]
    costs = bench.cost(*own, *others)
    for command in own:
        yield bench.row(command, costs[command.name], cpu=4.5, memory=11, instructions=15)
    for command in others:
        yield bench.row(command, costs[command.name])


def lists(bench):
    commands = []
    for count, goal in ((200, 5), (10_000, 60)):
        runtime = f"list-{count}"
        workload.sessions(bench.folder(runtime), count)
        commands.append((bench.command(f"list {count:,} sessions", "agent-session", "list", "--all", runtime=runtime), goal))
    costs = bench.cost(*(command for command, _ in commands))
    for command, goal in commands:
        yield bench.row(command, costs[command.name], cpu=goal)


def tool_round(name, costs, turns, cpu):
    """What a round costs, from turns with one and with five."""
    one, five = (costs[f"{turns} {count} rounds"] for count in (1, 5))
    return Row(name).add((five.cpu - one.cpu) / 4, "ms CPU", cpu).add((five.wall - one.wall) / 4, "ms wall")


def turns(bench):
    """Turns against a server that answers at once; curl gets the same stream from it."""
    server = ModelServer("read", {"path": "note.txt"})
    workspace = bench.folder("workspace")
    workload.text_document(os.path.join(workspace, "note.txt"))
    settings = {"OPENAI_API_KEY": "", "NO_PROXY": "127.0.0.1"}

    def turn(name, script, *arguments, runtime="turns", at=server, **rest):
        return bench.command(
            name, "agent-turn", "--base-url", at.url(script), "--provider", "responses", "--no-stdin",
            "--workspace", workspace, *arguments, runtime=runtime, **settings, **rest)

    text = turn("text turn", "text", "-j", "hello")
    curl_path = shutil.which("curl")
    request = os.path.join(bench.scratch, "request.json")
    run = subprocess.run(
        [*turn("", "text", "-n", "-j", "hello").arguments()], env=text.environment, stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL, check=True)
    with open(request, "w") as file:
        json.dump(json.loads(run.stdout)["body"], file)
    commands = [text] + [turn(f"turn with {count} rounds", f"tools-{count}", "-j", "hello") for count in (1, 5)]
    if curl_path:
        commands.append(bench.command(
            "curl, the same stream", curl_path, "-sN", "-H", "content-type: application/json", "-d", f"@{request}",
            server.url("text") + "/responses"))
    costs = bench.cost(*commands)
    row = bench.row(text, costs[text.name], cpu=25, memory=25)
    if curl_path:
        row.add(costs[text.name].wall / costs["curl, the same stream"].wall, "× curl's wall", 2.5)
    yield row
    if curl_path:
        yield bench.row(commands[-1], costs[commands[-1].name])
    yield tool_round("one more tool round", costs, "turn with", 4)
    shell = ModelServer("bash", {"command": "true"})
    shells = [turn(f"commands with {count} rounds", f"tools-{count}", "-j", "hello", at=shell) for count in (1, 5)]
    yield tool_round("one more bash round", bench.cost(*shells), "commands with", 8)
    cells = ModelServer("python", {"code": "1 + 1"})
    interpreters = [turn(f"cells with {count} rounds", f"tools-{count}", "-j", "hello", at=cells) for count in (1, 5)]
    yield tool_round("one more python round", bench.cost(*interpreters), "cells with", 8)

    long = [turn("20,000 deltas", "deltas", "hello"), turn("20,000 deltas, as events", "deltas", "-j", "--deltas", "hello")]
    large = bench.command(
        "one event of 10 MiB", "agent-turn", "--base-url", server.url("large"), "--provider", "chat", "--no-stdin",
        "--workspace", workspace, "hello", runtime="turns", **settings)
    few = max(3, bench.runs // 4)
    costs = bench.cost(*long, large, runs=few)
    for command in long:
        yield bench.row(command, costs[command.name], cpu=500, memory=25)
    yield bench.row(large, costs[large.name], cpu=500, memory=100)

    messages = workload.conversation(bench.folder("conversation"), 1000)
    log = workload.long_session(bench.folder("long"), 100_000_000)
    commands = [turn("continue 2,000 messages", "text", "-j", "-s", messages, "more", runtime="conversation"),
                turn("continue a log of 100 MB", "text", "-j", "-s", log, "more", runtime="long")]
    costs = bench.cost(*commands, runs=few)
    yield bench.row(commands[0], costs[commands[0].name], cpu=30)
    yield bench.row(commands[1], costs[commands[1].name], cpu=50, memory=64)

    for name, arguments, most in (("first request", [], 8 << 10), ("first request, -w", ["-w"], 8 << 10),
                                  ("first request, --tools none", ["--tools", "none"], 1 << 10)):
        run = subprocess.run(
            turn("", "text", "-n", "-j", *arguments, "hello").arguments(), env=text.environment,
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True)
        yield Row(name).add(json.loads(run.stdout)["bytes"], "bytes", most)


def sandboxes(bench):
    """What confining a command adds to it, in a repository, of which more is protected than of another folder."""
    repository = bench.folder("repository")
    subprocess.run(["git", "init", "-q", repository], check=True)
    bare = bench.command("true", "/bin/true")
    confined = [bench.command(f"agent-sandbox {kind}", "agent-sandbox", "--workspace", repository, *options, "--", "/bin/true")
                for kind, options in (("--read-only", ["--read-only"]), ("--workspace", []))]
    costs = bench.cost(bare, *confined)
    for command in confined:
        cost = costs[command.name]
        yield Row(command.name).add(cost.cpu - costs["true"].cpu, "ms CPU added", 3).add(
            cost.wall - costs["true"].wall, "ms wall added", 5)


def extraction(bench):
    documents = bench.folder("documents")
    commands = []
    for name, kind, make in (("text", "txt", workload.text_document), ("HTML", "html", workload.html_document),
                             ("DOCX", "docx", workload.docx_document)):
        path = os.path.join(documents, f"small.{kind}")
        make(path)
        commands.append(bench.command(f"extract small {name}", "agent-extract", path))
    costs = bench.cost(*commands)
    for command in commands:
        yield bench.row(command, costs[command.name], cpu=10, memory=15)
    if shutil.which("pdftohtml"):
        path = os.path.join(documents, "large.pdf")
        workload.pdf_document(path, 500)
        pdf = bench.command("extract 500 pages of PDF", "agent-extract", path, reads_output=True)
        cost = bench.cost(pdf, runs=max(3, bench.runs // 4))[pdf.name]
        yield bench.row(pdf, cost, cpu=500).add(cost.first, "ms to first output", 50)


def orjson_speed(lines):
    """What Python's fastest parser makes of the same lines, measured in the same way; None without it."""
    try:
        import orjson
    except ImportError:
        return None
    best = float("inf")
    end = time.process_time() + 0.7
    while time.process_time() < end:
        start = time.process_time()
        for line in lines:
            orjson.loads(line)
        best = min(best, time.process_time() - start)
    return sum(map(len, lines)) / best / 1e6


def formats(bench):
    """AgentJSON alone: megabytes (10^6) a second of CPU time, the best of many short runs."""
    program = os.path.join(bench.programs, "json-bench")
    if not os.access(program, os.X_OK):
        return
    least = {"parse, small": 300, "parse, large": 400, "write": 300, "peek, small lines of": 1500,
             "peek, large lines of": 1500}
    output = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in output.splitlines():
        name, value = re.fullmatch(r"(.*): (\d+) MB/s.*", line).groups()
        goal = next((goal for prefix, goal in least.items() if name.startswith(prefix)), None)
        yield Row(f"JSON: {name}").add(float(value), "MB/s", least=goal)
    for size in ("small", "large"):
        run = subprocess.run([program, "print", size], stdout=subprocess.PIPE, check=True)
        speed = orjson_speed(run.stdout.splitlines())
        if speed:
            yield Row(f"orjson: parse, {size} lines").add(speed, "MB/s")


def memory(bench):
    """A search in a fresh process, one addition, and a batch; files in the kernel's cache."""
    few = max(3, bench.runs // 4)
    for count, most in ((10_000, 8), (100_000, 12)):
        runtime = f"memory-{count}"
        lines = os.path.join(bench.scratch, f"{runtime}.ndjson")
        questions = workload.memories(lines, count)
        batch = bench.command(f"remember {count:,} entries", "agent-memory", "add", "-j", runtime=runtime)
        before = os.times()
        with open(lines, "rb") as file:
            subprocess.run(batch.arguments(), env=batch.environment, stdin=file, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        spent = (after.children_user + after.children_system) - (before.children_user + before.children_system)
        store = os.path.join(bench.scratch, runtime)
        size = sum(os.path.getsize(os.path.join(store, name)) for name in os.listdir(store) if "-shm" not in name)
        yield (Row(batch.name).add(count / spent, "entries/s CPU", least=20_000)
               .add(size / os.path.getsize(lines), "x the lines", 2))
        commands = [bench.command(f"search {count:,} entries, {kind} words", "agent-memory", "search", "-j", question,
                                  runtime=runtime) for kind, question in questions.items()]
        costs = bench.cost(*commands)
        for command in commands:
            yield bench.row(command, costs[command.name], cpu=most)
    one = bench.command("remember one more", "agent-memory", "add", "one thing more", runtime="memory-100000")
    yield bench.row(one, bench.cost(one, runs=few)[one.name], wall=6)


def search(bench):
    """Looking through sessions: the first time, which makes the index, and again, when nothing or little has changed."""
    few = max(3, bench.runs // 4)
    runtime = "search-10000"
    folder = bench.folder(runtime)
    workload.sessions(folder, 10_000)
    logs = [os.path.join(folder, "sessions", name) for name in os.listdir(os.path.join(folder, "sessions"))]
    again = bench.command("search 10,000 sessions", "agent-session", "search", "-j", "pipeline documents", runtime=runtime)
    yield first_search(bench, again, "search 10,000 sessions, the first time", logs, folder)
    yield bench.row(again, bench.cost(again)[again.name], cpu=60)
    changed = workload.Log(folder, 9_999)
    changed.turn(1, workload.words(20, 1), workload.words(40, 1))
    spent = []
    for number in range(few):
        changed.turn(number + 2, workload.words(20, number), workload.words(40, number))
        changed.write()
        spent.append(bench.cost(bench.command("one has changed", *again.arguments(), runtime=runtime), runs=1)["one has changed"])
    spent.sort(key=lambda cost: cost.cpu)
    yield Row("search 10,000 sessions, one has changed").add(spent[len(spent) // 2].cpu, "ms CPU")
    runtime = "search-long"
    folder = bench.folder(runtime)
    workload.long_session(folder, 100_000_000)
    logs = [os.path.join(folder, "sessions", name) for name in os.listdir(os.path.join(folder, "sessions"))]
    long = bench.command("search a log of 100 MB", "agent-session", "search", "-j", "pipeline documents", runtime=runtime)
    yield first_search(bench, long, "search a log of 100 MB, the first time", logs, folder)
    yield bench.row(long, bench.cost(long, runs=few)[long.name])
    for name, *arguments in (("stats of 10,000 sessions", "stats"), ("stats of a log of 100 MB", "stats")):
        command = bench.command(name, "agent-session", *arguments, runtime="search-long" if "100 MB" in name else "search-10000")
        yield bench.row(command, bench.cost(command, runs=few)[name])


def first_search(bench, command, name, logs, folder):
    """Megabytes (10^6) of logs a second of CPU time, and what the index takes of the logs' room."""
    size = sum(map(os.path.getsize, logs))
    before = os.times()
    subprocess.run(command.arguments(), env=command.environment, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    spent = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    cache = os.path.join(folder, "cache")
    index = sum(os.path.getsize(os.path.join(cache, file)) for file in os.listdir(cache) if file in ("index.db", "index.db-wal"))
    return Row(name).add(size / spent / 1e6, "MB/s CPU").add(index / size, "x the logs")


def wakeups(bench):
    """Looking for what is due among 10,000 wakeups of which none is, and a thousand moments of an expression."""
    runtime = "wake-10000"
    first = bench.command("wake", "agent-wake", "add", "x", "--in", "7d", runtime=runtime)
    subprocess.run(first.arguments(), env=first.environment, stdout=subprocess.DEVNULL, check=True)
    database = os.path.join(bench.scratch, runtime, "wake.db")
    with sqlite3.connect(database) as store:
        columns = [row[1] for row in store.execute("PRAGMA table_info(wake)")]
        row = dict(zip(columns, store.execute("SELECT * FROM wake").fetchone()))
        for number in range(9_999):
            row["id"] = f"{number:08x}"
            store.execute(f"INSERT OR IGNORE INTO wake VALUES ({','.join('?' * len(columns))})", list(row.values()))
    idle = bench.command("wakeups: 10,000, none due", "agent-wake", "run", runtime=runtime)
    cron = bench.command("wakeups: 1,000 moments of an expression", "agent-wake", "parse", "*/5 * * * *", "--tz",
                         "Europe/Paris", "-k", "1000")
    costs = bench.cost(idle, cron)
    yield bench.row(idle, costs[idle.name], cpu=15, memory=15)
    yield bench.row(cron, costs[cron.name], cpu=15, memory=15)


def prompts(bench):
    workload.sessions(bench.folder("prompt"), 200)
    program = os.path.join(bench.programs, "agent")
    cpu, wall = prompt.measure(program, bench.environment("prompt"), bench.scratch, bench.runs)
    yield Row("agent, from its start to the prompt").add(cpu, "ms CPU", 10).add(wall, "ms wall")


GROUPS = {"start": start, "prompt": prompts, "list": lists, "turn": turns, "sandbox": sandboxes,
          "extract": extraction, "memory": memory, "search": search, "wake": wakeups,
          "json": formats}
