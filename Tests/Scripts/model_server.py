#!/usr/bin/env python3
"""A model that answers "pong" to everything, in the dialect of Chat Completions, for tests of installations.

usage: model_server.py PORTFILE     (the port is written there; it ends with its standard input)
"""

import http.server
import os
import sys
import threading

STREAM = (
    b'data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"pong"}}]}\n\n'
    b'data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
    b"data: [DONE]\n\n"
)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(STREAM)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with open(sys.argv[1] + ".tmp", "w") as file:
    file.write(str(server.server_port))
os.rename(sys.argv[1] + ".tmp", sys.argv[1])
sys.stdin.read()
