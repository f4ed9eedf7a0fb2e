"""An MCP server on standard input and output that behaves as its first argument says.

usage: fake_server.py BEHAVIOUR [LOG]

LOG gets a line for each start and for each message that came.
"""

import json
import os
import sys
import time

behaviour = sys.argv[1]
log = sys.argv[2] if len(sys.argv) > 2 else None
MODERN, LEGACY = "2026-07-28", "2025-11-25"


def note(text):
    if log:
        with open(log, "a") as file:
            file.write(text + "\n")


def send(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def reply(request, **result):
    send({"jsonrpc": "2.0", "id": request["id"], "result": result})


def refuse(request, code, message, data=None):
    error = {"code": code, "message": message}
    if data:
        error["data"] = data
    send({"jsonrpc": "2.0", "id": request["id"], "error": error})


TOOLS = [
    {
        "name": "echo",
        "description": "Say it again.",
        "inputSchema": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "required": ["text"],
        },
        "annotations": {"readOnlyHint": True},
    },
    {"name": "act", "description": "Do what the behaviour says.", "inputSchema": {"type": "object"}},
]
if behaviour == "many":
    TOOLS = [
        {
            "name": f"tool_{number}",
            "description": f"Gives the number {number}." if number != 7 else "Waters the garden.",
            "inputSchema": {"type": "object", "properties": {"x": {"type": "integer"}}},
        }
        for number in range(20)
    ]


def text(request, words, **more):
    reply(request, content=[{"type": "text", "text": words}], resultType="complete", **more)


def call(request):
    name = request["params"]["name"]
    arguments = request["params"].get("arguments", {})
    if name == "echo":
        return text(request, arguments["text"])
    if behaviour == "many":
        return text(request, f"{name} {json.dumps(arguments)}")
    if behaviour == "dies":
        sys.stderr.write("Traceback (most recent call last):\nValueError: no luck\n")
        os._exit(3)
    if behaviour == "slow":
        time.sleep(600)
    if behaviour == "fails":
        return text(request, "it does not work", isError=True)
    if behaviour == "refuses":
        return refuse(request, -32000, "not today")
    if behaviour == "huge":
        return text(request, "x" * (10 << 20))
    if behaviour == "asks":
        return reply(
            request,
            resultType="input_required",
            inputRequests={"q": {"method": "elicitation/create", "params": {"message": "Who?"}}},
            requestState="s1",
        )
    if behaviour == "asks-once":
        given = request["params"].get("inputResponses")
        if given is None:
            return reply(
                request,
                resultType="input_required",
                inputRequests={"q": {"method": "elicitation/create", "params": {"message": "Who?"}}},
                requestState="s1",
            )
        return text(request, f"{given['q']['action']} {request['params']['requestState']}")
    if behaviour == "samples":
        return reply(
            request,
            resultType="input_required",
            inputRequests={"q": {"method": "sampling/createMessage", "params": {}}},
        )
    if behaviour == "asks-back":
        # The old era: a request to the client in the middle of a call.
        send({"jsonrpc": "2.0", "id": "p", "method": "ping"})
        pong = json.loads(sys.stdin.readline())
        send({"jsonrpc": "2.0", "id": "r", "method": "roots/list"})
        roots = json.loads(sys.stdin.readline())
        return text(request, f"{pong.get('result')} {roots['error']['code']}")
    if behaviour == "media":
        pixel = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
        return reply(
            request,
            content=[
                {"type": "text", "text": "see"},
                {"type": "image", "mimeType": "image/png", "data": pixel},
                {"type": "resource_link", "uri": "file:///a.txt", "name": "a.txt"},
                {"type": "resource", "resource": {"uri": "file:///b.txt", "text": "inside b"}},
                {"type": "hologram"},
            ],
            structuredContent={"answer": 42},
        )
    if behaviour == "where":
        return text(
            request,
            json.dumps(
                {
                    "cwd": os.getcwd(),
                    "environment": dict(os.environ),
                    "secret": os.path.exists(os.environ.get("SECRET_FILE", "/nonexistent")),
                    "writes": os.access(".", os.W_OK),
                }
            ),
        )
    return text(request, "done")


def modern(request):
    method = request["method"]
    version = request.get("params", {}).get("_meta", {}).get("io.modelcontextprotocol/protocolVersion")
    if method == "initialize":
        return refuse(request, -32022, "unsupported", {"supported": [MODERN], "requested": LEGACY})
    if version != MODERN:
        return refuse(request, -32602, "no version")
    if method == "server/discover":
        if behaviour == "late" and not probes:
            time.sleep(5.5)
        probes.append(version)
        return reply(
            request,
            resultType="complete",
            supportedVersions=[MODERN],
            capabilities={"tools": {}},
            ttlMs=0,
            cacheScope="private",
            _meta={"io.modelcontextprotocol/serverInfo": {"name": "fake", "version": "1"}},
        )
    common(request)


def legacy(request):
    method = request["method"]
    if method == "server/discover":
        if behaviour in ("exits-on-probe", "asks-back"):
            os._exit(1)
        if behaviour == "silent-on-probe":
            return
        return refuse(request, -32601 if behaviour == "legacy" else -32603, "what?")
    if method == "initialize":
        return reply(
            request,
            protocolVersion=LEGACY,
            capabilities={"tools": {}},
            serverInfo={"name": "fake", "version": "1"},
        )
    common(request)


def common(request):
    method = request["method"]
    if method == "tools/list":
        cursor = request["params"].get("cursor")
        if behaviour == "many" and cursor is None:
            return reply(request, tools=TOOLS[:12], nextCursor="more")
        return reply(request, tools=TOOLS[12:] if cursor else TOOLS)
    if method == "tools/call":
        return call(request)
    refuse(request, -32601, "no such method")


probes = []
OLD = ("exits-on-probe", "silent-on-probe", "legacy", "odd-error", "asks-back")
note(f"start {os.getpid()}")
if behaviour == "crashes":
    sys.stderr.write("AttributeError: no such attribute\n")
    sys.exit(1)
if behaviour == "junk":
    print("Welcome to the server!\n{not json}\n[1,2]", flush=True)
if behaviour == "stays":
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
for line in sys.stdin:
    if behaviour == "silent":
        continue
    request = json.loads(line)
    note(request.get("method", "answer"))
    if "id" not in request:
        continue
    (legacy if behaviour in OLD else modern)(request)
while behaviour == "stays":
    time.sleep(1)
note("end")
