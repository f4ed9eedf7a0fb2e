"""A model server that answers at once, since its streams are made before they are asked for.

POST /text/responses          a short answer in 8 deltas
     /tools-N/responses       N rounds with one call each, then a short answer
     /deltas/responses        an answer in 20,000 deltas
     /large/chat/completions  an answer in one delta, whose event has 10 MiB
"""

import json
import re
import socket
import threading

DELTAS = 20_000
LARGE = 10 << 20


def event(kind, **members):
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **members}, separators=(',', ':'))}\n\n"


def answer(item, deltas, kind):
    """A stream with one item."""
    def response(status, output):
        usage = {"input_tokens": 11, "output_tokens": 7, "total_tokens": 18}
        return {"id": "resp_1", "object": "response", "status": status, "model": "bench", "output": output,
                **({"usage": usage} if status == "completed" else {})}

    begun = {**item, **{name: empty for name, empty in (("content", []), ("arguments", "")) if name in item}}
    parts = [
        event("response.created", response=response("in_progress", [])),
        event("response.output_item.added", output_index=0, item=begun),
    ]
    for delta in deltas:
        parts.append(event(kind, item_id=item["id"], output_index=0, content_index=0, delta=delta))
    parts.append(event("response.output_item.done", output_index=0, item=item))
    parts.append(event("response.completed", response=response("completed", [item])))
    return stream("".join(parts))


def stream(body):
    head = f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {len(body)}\r\n\r\n"
    return (head + body).encode()


def text(deltas):
    item = {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant",
            "content": [{"type": "output_text", "text": "".join(deltas), "annotations": []}]}
    return answer(item, deltas, "response.output_text.delta")


def call(number, name, arguments):
    arguments = json.dumps(arguments)
    item = {"id": f"fc_{number}", "type": "function_call", "status": "completed", "call_id": f"call_{number}",
            "name": name, "arguments": arguments}
    return answer(item, [arguments], "response.function_call_arguments.delta")


def large():
    def chunk(delta, finish=None):
        value = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "bench",
                 "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
        return f"data: {json.dumps(value, separators=(',', ':'))}\n\n"

    return stream(chunk({"role": "assistant", "content": "x" * LARGE}) + chunk({}, "stop") + "data: [DONE]\n\n")


class ModelServer:
    """On a loopback port, in a thread of this process, which has nothing else to do while it is asked."""

    def __init__(self, tool, arguments):
        self.short = text([f"word {number} " for number in range(8)])
        self.calls = [call(number, tool, arguments) for number in range(5)]
        self.deltas = text([f"delta {number} " for number in range(DELTAS)])
        self.large = large()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def url(self, script):
        return f"http://127.0.0.1:{self.port}/{script}"

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        buffered = b""
        with connection:
            try:
                while True:
                    while b"\r\n\r\n" not in buffered:
                        more = connection.recv(1 << 20)
                        if not more:
                            return
                        buffered += more
                    head, rest = buffered.split(b"\r\n\r\n", 1)
                    length = int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
                    if re.search(rb"(?i)expect: *100-continue", head):
                        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                    body = [rest]
                    missing = length - len(rest)
                    while missing > 0:
                        more = connection.recv(1 << 20)
                        if not more:
                            return
                        body.append(more)
                        missing -= len(more)
                    buffered = b""
                    connection.sendall(self.reply(head.split(b" ", 2)[1].decode(), b"".join(body)))
            except ConnectionError:
                pass

    def reply(self, path, body):
        script = path.split("/")[1]
        if script.startswith("tools-"):
            done = body.count(b'"function_call_output"')
            if done < int(script.removeprefix("tools-")):
                return self.calls[done]
        return {"deltas": self.deltas, "large": self.large}.get(script, self.short)
