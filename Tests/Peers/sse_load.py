#!/usr/bin/env python3
"""Follows a session with many clients at once while events are appended, and tells what each of them got.

sse_load.py BIN RUNTIME CLIENTS EVENTS STALLED RECONNECTING none|restart|kill

Stalled clients read nothing until all is over, reconnecting ones break off again and again and go on behind the
last id that they saw. In the middle the server is started anew, or killed first. Prints one JSON object: events that
some client did not get, got twice or in another order; seconds from the first append to the last client's last
event; the most memory that the server had, in kB.
"""

import json
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import time

BIN, RUNTIME = sys.argv[1:3]
CLIENTS, EVENTS, STALLED, RECONNECTING = map(int, sys.argv[3:7])
TROUBLE = sys.argv[7]
ENVIRONMENT = dict(os.environ, AGENT_RUNTIME_DIR=RUNTIME)
IDS = re.compile(rb"\nid: \S+-(\d+)\n|^id: \S+-(\d+)\n")
DEADLINE = time.monotonic() + 240


def program(name, *words, **options):
    return subprocess.run(
        [os.path.join(BIN, name), *words], env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, **options
    ).stdout


def server():
    with open(os.path.join(RUNTIME, "serve.json")) as file:
        return json.load(file)


def memory(pid):
    try:
        with open(f"/proc/{pid}/status") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1))
    except OSError:
        return 0


class Client:
    def __init__(self, number):
        self.number = number
        self.last = 0
        self.got = 0
        self.repeated = self.reordered = self.lost = 0
        self.rest = b""
        self.socket = None
        self.has_head = False
        self.is_stalled = number < STALLED
        self.breaks_at = EVENTS // 7 if STALLED <= number < STALLED + RECONNECTING else None

    def connect(self):
        again = f"Last-Event-ID: {SESSION}-{self.last}\r\n" if self.last else ""
        request = f"GET /events?session={SESSION}&after=0 HTTP/1.0\r\nHost: localhost\r\n{again}\r\n".encode()
        while True:
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.socket.settimeout(20)
            try:
                self.socket.connect(os.path.join(RUNTIME, "serve.sock"))
                # A server that ends has connections waiting which it never takes.
                self.socket.sendall(request)
                break
            except (FileNotFoundError, ConnectionError, BlockingIOError):
                self.socket.close()
                if time.monotonic() > DEADLINE:
                    raise
                time.sleep(0.01)
        self.socket.setblocking(False)
        self.rest = b""
        self.has_head = False

    def take(self):
        """False when the connection is over."""
        try:
            data = self.socket.recv(1 << 18)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False
        if not data:
            return False
        data = self.rest + data
        if not self.has_head:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self.rest = data
                return True
            if b" 200 " not in data[:20]:
                raise SystemExit(f"client {self.number}: {data[:300]!r}")
            self.has_head = True
            data = data[end + 4 :]
        end = data.rfind(b"\n\n")
        if end < 0:
            self.rest = data
            return True
        whole, self.rest = data[: end + 2], data[end + 2 :]
        for found in IDS.finditer(b"\n" + whole):
            number = int(found.group(1) or found.group(2))
            if number <= self.last:
                self.repeated += 1
                if os.environ.get("SSE_DEBUG"):
                    if number > 12: continue
                    at = whole.find(b"-%d\n" % number)
                    print(self.number, self.last, number, self.is_stalled, self.breaks_at, whole[max(0, at - 60):at + 60], file=sys.stderr)
            else:
                self.lost += number - self.last - 1
                self.last = number
                self.got += 1
        if b"\nevent: bye\n" in b"\n" + whole:
            return False
        return True

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None


program("agent-serve", "start")
SESSION = program("agent-session", "new").decode().strip()
peak = 0
clients = [Client(number) for number in range(CLIENTS)]
selector = selectors.EpollSelector()
for client in clients:
    client.connect()
    if not client.is_stalled:
        selector.register(client.socket, selectors.EVENT_READ, client)

line = json.dumps({"type": "notice", "level": "info", "code": "load", "message": "x" * 200}) + "\n"
started = time.monotonic()
halves = [EVENTS // 2, EVENTS - EVENTS // 2]
writer = None
# `session.created` is the first.
goal = EVENTS + 1


def write(count):
    process = subprocess.Popen(
        [os.path.join(BIN, "agent-session"), "append", SESSION, "-q"],
        env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
    )
    process.stdin.write((line * count).encode())
    process.stdin.close()
    return process


def again(client):
    if os.environ.get("SSE_DEBUG"):
        print("again", client.number, client.last, client.rest[:100], file=sys.stderr)
    if not client.is_stalled:
        selector.unregister(client.socket)
    client.close()
    client.connect()
    if not client.is_stalled:
        selector.register(client.socket, selectors.EVENT_READ, client)


writer = write(halves.pop(0))
troubled = TROUBLE == "none"
pending = {client for client in clients if not client.is_stalled}
while pending:
    if time.monotonic() > DEADLINE:
        break
    for key, _ in selector.select(0.05):
        client = key.data
        if not client.take():
            again(client)
            continue
        if client.breaks_at and client.last >= client.breaks_at and client.last < goal:
            client.breaks_at += EVENTS // 7
            again(client)
        if client.last >= goal:
            pending.discard(client)
    if writer is not None and writer.poll() is not None:
        writer = None
        if not troubled:
            troubled = True
            pid = server()["pid"]
            peak = max(peak, memory(pid))
            if TROUBLE == "kill":
                os.kill(pid, signal.SIGKILL)
                while os.path.exists(f"/proc/{pid}"):
                    time.sleep(0.005)
                subprocess.Popen([os.path.join(BIN, "agent-serve"), "start"], env=ENVIRONMENT, stdout=subprocess.DEVNULL)
            else:
                subprocess.Popen([os.path.join(BIN, "agent-serve"), "restart"], env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        if halves:
            writer = write(halves.pop(0))
seconds = time.monotonic() - started
# Those that have slept read all of it now.
for client in clients:
    if not client.is_stalled:
        continue
    client.socket.settimeout(20)
    client.socket.setblocking(True)
    while client.last < goal and time.monotonic() < DEADLINE:
        if not client.take():
            client.close()
            client.connect()
            client.socket.setblocking(True)
peak = max(peak, memory(server()["pid"]))
for client in clients:
    client.lost += goal - client.last
    client.close()
program("agent-serve", "stop")
print(
    json.dumps(
        {
            "lost": sum(client.lost for client in clients),
            "repeated": sum(client.repeated for client in clients),
            "seconds": round(seconds, 2),
            "peak_kb": peak,
            "clients": CLIENTS,
            "events": EVENTS,
        }
    )
)
