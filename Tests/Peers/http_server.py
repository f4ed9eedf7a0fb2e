"""An MCP server over streamable HTTP, on a port of loopback that it prints.

usage: http_server.py sdk-json|sdk-sse|legacy|fails-probe|puzzled|broken
"""

import json
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

kind = sys.argv[1]


def sdk():
    import uvicorn
    from mcp.server.mcpserver import MCPServer

    server = MCPServer("web")

    @server.tool()
    def add(a: int, b: int) -> int:
        """Add two numbers."""
        return a + b

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/mcp", flush=True)
    app = server.streamable_http_app(json_response=kind == "sdk-json")
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listener])


class Old(BaseHTTPRequestHandler):
    """The era of sessions: a session id that is forgotten after the first call, answers as streams."""

    protocol_version = "HTTP/1.1"
    sessions: list[str] = []
    calls = 0

    def answer(self, status, body=b"", **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("Authorization") != "Bearer sesame":
            return self.answer(401)
        if kind == "broken":
            return self.answer(200, b"<html>", Content_Type="text/html")
        method, session = request.get("method"), self.headers.get("Mcp-Session-Id")
        # What old servers make of a question that they do not know.
        if method == "server/discover" and kind == "fails-probe":
            return self.answer(500, b"TypeError")
        if method == "server/discover" and kind == "puzzled":
            return self.answer(200, b"<html>", Content_Type="text/html")
        if method == "server/discover":
            body = {"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32601, "message": "what?"}}
            return self.answer(200, json.dumps(body).encode(), Content_Type="application/json")
        if method == "initialize":
            Old.sessions.append(f"s{len(Old.sessions)}")
            result = {"protocolVersion": "2025-11-25", "capabilities": {}, "serverInfo": {"name": "old"}}
            return self.stream(request, result, Mcp_Session_Id=Old.sessions[-1])
        if session != Old.sessions[-1] or self.headers.get("MCP-Protocol-Version") != "2025-11-25":
            return self.answer(400)
        if "id" not in request:
            return self.answer(202)
        if method == "tools/list":
            return self.stream(request, {"tools": [{"name": "who", "inputSchema": {"type": "object"}}]})
        Old.calls += 1
        if Old.calls == 1:
            return self.answer(404)
        self.stream(request, {"content": [{"type": "text", "text": session}]})

    def do_DELETE(self):
        self.answer(200)

    def stream(self, request, result, **fields):
        note = {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info"}}
        answer = {"jsonrpc": "2.0", "id": request["id"], "result": result}
        body = f": hello\n\ndata: {json.dumps(note)}\n\nevent: message\ndata: {json.dumps(answer)}\n\n"
        self.answer(200, body.encode(), Content_Type="text/event-stream", **fields)

    def log_message(self, *arguments):
        pass


if kind.startswith("sdk"):
    sdk()
else:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Old)
    print(f"http://127.0.0.1:{server.server_address[1]}/mcp", flush=True)
    server.serve_forever()
