#!/usr/bin/env python3
"""Times how long a delta takes from the model's server to a subscriber of agent-serve.

first_delta.py BIN [DELTAS]

A model server that plays in this process sends deltas 50 ms apart to a turn; a client follows the session, another one
all sessions, both with deltas. Prints the median and the largest of the times from writing a delta to reading it, in
milliseconds, for the first delta and for all.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

BIN = sys.argv[1]
DELTAS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
sent = {}


def event(kind, **members):
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **members})}\n\n".encode()


def model(listener):
    connection, _ = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    asked = b""
    while b"\r\n\r\n" not in asked:
        asked += connection.recv(1 << 16)
    head, body = asked.split(b"\r\n\r\n", 1)
    if re.search(rb"(?i)expect: *100-continue", head):
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
    while len(body) < length:
        body += connection.recv(1 << 16)
    words = [f"word{number} " for number in range(DELTAS)]
    item = {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant",
            "content": [{"type": "output_text", "text": "".join(words), "annotations": []}]}
    response = {"id": "resp_1", "object": "response", "model": "x", "output": []}
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
    connection.sendall(event("response.created", response={**response, "status": "in_progress"}))
    connection.sendall(event("response.output_item.added", output_index=0, item={**item, "content": []}))
    for word in words:
        time.sleep(0.05)
        sent[word] = time.monotonic()
        connection.sendall(event("response.output_text.delta", item_id="msg_1", output_index=0, content_index=0, delta=word))
    connection.sendall(event("response.output_item.done", output_index=0, item=item))
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    connection.sendall(event("response.completed", response={**response, "status": "completed", "output": [item], "usage": usage}))
    connection.close()


def follow(path, query, came, ready):
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    client.sendall(f"GET /events?{query} HTTP/1.0\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n\r\n".encode())
    rest = client.recv(1 << 16).split(b"\r\n\r\n", 1)[1]
    ready.release()
    while True:
        data = client.recv(1 << 16)
        now = time.monotonic()
        if not data:
            return
        *lines, rest = (rest + data).split(b"\n")
        for line in map(json.loads, lines):
            for word in re.findall(r"word\d+ ", line.get("delta", "")) if line["type"] == "item.delta" else []:
                came.setdefault(word, now)
            if line["type"] in ("turn.completed", "turn.failed"):
                return


with tempfile.TemporaryDirectory() as runtime:
    os.chmod(runtime, 0o700)
    listener = socket.create_server(("127.0.0.1", 0))
    with open(os.path.join(runtime, "agent_config.json"), "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        json.dump({"provider": "responses", "base_url": url, "model": "x", "retries": 0}, file)
    environment = dict(os.environ, AGENT_RUNTIME_DIR=runtime)

    def run(*words):
        return subprocess.run(
            [os.path.join(BIN, words[0]), *words[1:]], env=environment, check=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE).stdout.decode().strip()

    threading.Thread(target=model, args=(listener,), daemon=True).start()
    run("agent-serve", "start")
    try:
        session = run("agent-session", "new")
        ready = threading.Semaphore(0)
        followers = {}
        for name, query in (("session", f"session={session}&deltas=1"), ("all sessions", "deltas=1")):
            came = {}
            thread = threading.Thread(target=follow, args=(os.path.join(runtime, "serve.sock"), query, came, ready))
            thread.start()
            followers[name] = (thread, came)
        for _ in followers:
            ready.acquire()
        run("agent-turn", "-s", session, "-q", "--no-stdin", "hello")
        for name, (thread, came) in followers.items():
            thread.join(20)
            times = [1000 * (came[word] - sent[word]) for word in sent if word in came]
            print(json.dumps({
                "stream": name, "deltas": len(times), "first_ms": round(times[0], 2),
                "median_ms": round(statistics.median(times), 2), "largest_ms": round(max(times), 2)}))
    finally:
        run("agent-serve", "stop")
