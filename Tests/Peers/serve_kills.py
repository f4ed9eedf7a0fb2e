#!/usr/bin/env python3
"""Kills the server at random moments while turns run and clients follow them.

serve_kills.py BIN RUNTIME KILLS SEED

Each round a turn is posted with a key; the server is killed before, while or after it answers, and started anew; the
turn is posted again with the same key. Meanwhile clients follow the session, two with deltas, and come again behind
the last id that they saw. Prints one JSON object: events of the log that some client did not get, got twice or in
another order; turns that were run twice or not at all.
"""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time

BIN, RUNTIME, KILLS, SEED = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ENVIRONMENT = dict(os.environ, AGENT_RUNTIME_DIR=RUNTIME)
FOLLOWERS = 6
RANDOM = random.Random(SEED)
DEADLINE = time.monotonic() + 60 + 3 * KILLS
over = threading.Event()


def run(name, *words):
    return subprocess.run(
        [os.path.join(BIN, name), *words], env=ENVIRONMENT, check=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE).stdout


def connect():
    while time.monotonic() < DEADLINE:
        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        client.settimeout(30)
        try:
            client.connect(os.path.join(RUNTIME, "serve.sock"))
            return client
        except OSError:
            client.close()
            time.sleep(0.005)
    raise SystemExit("no server")


class Follower(threading.Thread):
    def __init__(self, deltas):
        super().__init__(daemon=True)
        self.deltas = deltas
        self.last = self.lost = self.repeated = 0
        self.comings = 0

    def run(self):
        while not over.is_set():
            try:
                self.follow()
            except OSError:
                pass

    def follow(self):
        self.comings += 1
        client = connect()
        again = f"Last-Event-ID: {SESSION}-{self.last}\r\n" if self.last else ""
        rest = b""
        with client:
            client.sendall(
                f"GET /events?session={SESSION}&after=0&deltas={self.deltas} HTTP/1.0\r\nHost: localhost\r\n{again}\r\n"
                .encode())
            client.settimeout(0.5)
            while True:
                try:
                    data = client.recv(1 << 16)
                except TimeoutError:
                    if over.is_set():
                        return
                    continue
                if not data:
                    return
                rest += data
                *whole, rest = rest.split(b"\n\n")
                for event in whole:
                    found = re.search(rb"^id: \S+-(\d+)$", event, re.M)
                    if not found:
                        continue
                    number = int(found[1])
                    if number <= self.last:
                        self.repeated += 1
                    else:
                        self.lost += number - self.last - 1
                        self.last = number


def post(key, wait):
    body = json.dumps({"prompt": f"prompt {key}", "session": SESSION, "lock": "wait=30"}).encode()
    client = connect()
    client.sendall(
        f"POST /turns{'?wait=1' if wait else ''} HTTP/1.0\r\nHost: localhost\r\nIdempotency-Key: {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    return client


def answer(client):
    with client:
        data = b""
        while True:
            more = client.recv(1 << 16)
            if not more:
                return data
            data += more


run("agent-serve", "start")
SESSION = run("agent-session", "new").decode().strip()
followers = [Follower(number % 3 == 0 and 1 or 0) for number in range(FOLLOWERS)]
for follower in followers:
    follower.start()
unanswered = 0
for number in range(KILLS):
    client = post(f"k{number}", RANDOM.random() < 0.5)
    time.sleep(RANDOM.uniform(0, 0.12))
    with open(os.path.join(RUNTIME, "serve.json")) as file:
        pid = json.load(file)["pid"]
    os.kill(pid, signal.SIGKILL)
    client.close()
    while os.path.exists(f"/proc/{pid}"):
        time.sleep(0.002)
    run("agent-serve", "start")
    told = answer(post(f"k{number}", True))
    if b" 200 " not in told[:20] or f"prompt k{number}".encode() not in told:
        unanswered += 1
        print(told[:500], file=sys.stderr)
log = [json.loads(line) for line in run("agent-session", "show", SESSION, "-j").splitlines()]
end = log[-1]["seq"]
while time.monotonic() < DEADLINE and any(follower.last < end for follower in followers):
    time.sleep(0.02)
over.set()
run("agent-serve", "stop")
turns = {}
for event in log:
    if event["type"] == "turn.started":
        text = event["input"][0]["content"][0]["text"]
        turns[text] = turns.get(text, 0) + 1
print(json.dumps({
    "kills": KILLS,
    "lost": sum(follower.lost + end - follower.last for follower in followers),
    "repeated": sum(follower.repeated for follower in followers),
    "gaps": sum(1 for one, two in zip(log, log[1:]) if two["seq"] != one["seq"] + 1),
    "doubled": sum(1 for count in turns.values() if count > 1),
    "missing": KILLS - len(turns),
    "unanswered": unanswered,
    "events": end,
    "comings": sum(follower.comings for follower in followers),
}))
