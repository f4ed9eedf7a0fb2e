"""Sessions and documents to measure with; the same on every run."""

import json
import os
import zipfile
import zlib
from random import Random

WORDS = ("the session file reads and answers with naive questions about a pipeline that returns once its "
         "documents have been read by whoever asked for them first").split()


def words(count, seed):
    return " ".join(WORDS[(seed * 7 + number * 5 + number // 11) % len(WORDS)] for number in range(count))


class Log:
    """A session's file, written as agent-session(5) says."""

    def __init__(self, runtime, number=0):
        self.id = f"20260102T{number // 3600 % 24:02}{number // 60 % 60:02}{number % 60:02}.000Z-{number:04x}"
        self.sequence = 0
        self.lines = []
        folder = os.path.join(runtime, "sessions")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self.path = os.path.join(folder, self.id + ".ndjson")
        self.add("session.created", None, title=f"session {number}", cwd=runtime)

    def add(self, kind, turn, **payload):
        self.sequence += 1
        envelope = {"type": kind, "v": 1, "seq": self.sequence, "ts": "2026-01-02T03:04:05.678Z",
                    "session": self.id, "turn": turn}
        line = json.dumps({**envelope, **payload}, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
        self.lines.append(line + b',"crc":"%08x"}\n' % zlib.crc32(line))

    def turn(self, number, question, answer, tool_output=None):
        """A whole turn, with one call of a tool if there is an output for it."""
        usage = {"input_tokens": 100, "output_tokens": 20, "total_tokens": 120}
        self.add("turn.started", number, turn_id=f"{self.id}.{number}", origin="cli",
                 input=[{"type": "message", "role": "user", "content": [{"type": "input_text", "text": question}]}])
        if tool_output is not None:
            call = f"call_{number}"
            arguments = '{"path":"README.md"}'
            item = {"id": f"item_{number}_1", "type": "tool_call", "call_id": call, "tool": "read",
                    "arguments": {"path": "README.md"}, "status": "completed"}
            self.add("item.completed", number, item=item, raw={
                "type": "function_call", "call_id": call, "name": "read", "arguments": arguments})
            item = {**item, "id": f"item_{number}_2"}
            self.add("item.started", number, item={**item, "status": "in_progress"})
            self.add("item.completed", number, item={**item, "output": tool_output, "duration_ms": 1},
                     raw={"type": "function_call_output", "call_id": call, "output": tool_output})
        self.add("request.completed", number, req=1, status=200, ttft_ms=5, duration_ms=9, usage=usage)
        self.add("item.completed", number,
                 item={"id": f"item_{number}_9", "type": "agent_message", "text": answer},
                 raw={"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": answer}]})
        self.add("turn.completed", number, usage=usage, requests=1, tool_calls=0, denied=0, duration_ms=9,
                 stop_reason="completed", exit_code=0)

    def write(self):
        with open(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"".join(self.lines))
        return self.id


def sessions(runtime, count):
    """So many sessions of one turn."""
    for number in range(count):
        log = Log(runtime, number)
        log.turn(1, words(20, number), words(40, number))
        log.write()


def conversation(runtime, turns):
    """A session of that many turns: two messages each."""
    log = Log(runtime)
    for number in range(1, turns + 1):
        log.turn(number, words(20, number), words(40, number))
    return log.write()


def long_session(runtime, size):
    """A session whose log is so large: turns that read files."""
    log = Log(runtime)
    number = written = 0
    outputs = [words(4000, seed) for seed in range(16)]
    while written < size:
        number += 1
        before = len(log.lines)
        log.turn(number, words(20, number), words(60, number), outputs[number % len(outputs)])
        written += sum(map(len, log.lines[before:]))
    return log.write()


def text_document(path):
    with open(path, "w") as file:
        file.write("".join(f"# Section {number}\n\n{words(80, number)}\n\n" for number in range(12)))


def html_document(path):
    with open(path, "w") as file:
        file.write("<!doctype html><html><head><title>Bench</title></head><body><main>")
        for number in range(12):
            file.write(f"<h2>Section {number}</h2><p>{words(60, number)} <a href='/x'>link</a> <b>bold</b></p>")
            file.write("<ul><li>one</li><li>two</li></ul>")
        file.write("</main></body></html>")


def docx_document(path):
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    paragraphs = "".join(f"<w:p><w:r><w:t>{words(60, number)}</w:t></w:r></w:p>" for number in range(24))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            f'PartName="/word/document.xml" ContentType="{types}"/></Types>')
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            f'Id="r1" Type="{relations}" Target="word/document.xml"/></Relationships>')
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body>{paragraphs}</w:body></w:document>')


def pdf_document(path, pages):
    """Pages of forty lines each, as PDF 1.4 without compression."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in range(pages):
        lines = "".join(f"({words(10, page * 40 + line)}) Tj T*\n" for line in range(40))
        content = f"BT /F1 11 Tf 14 TL 72 740 Td\n(Page {page + 1}) Tj T*\n{lines}ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        pages, b" ".join(b"%d 0 R" % kid for kid in kids))
    body = b"%PDF-1.4\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    with open(path, "wb") as file:
        file.write(body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body)))


def memories(path, count, seed=7):
    """Entries of fifty words each, drawn as words are in texts: the rank-th one with a share of 1/rank."""
    random = Random(seed)
    vocabulary = ["".join(random.choice("bcdfghjklmnprstvw") + random.choice("aeiou") for _ in range(2 + rank % 3))
                  + (str(rank) if rank > 20_000 else "") for rank in range(30_000)]
    total, shares = 0.0, []
    for rank in range(len(vocabulary)):
        total += 1 / (rank + 1.5)
        shares.append(total)
    with open(path, "w") as file:
        for number in range(count):
            text = " ".join(random.choices(vocabulary, cum_weights=shares, k=50))
            file.write(json.dumps({"id": f"e{number:07}", "text": text}) + "\n")
    return {"rare": " ".join(vocabulary[5_000:5_003]), "common": " ".join(vocabulary[0:4]),
            "mixed": " ".join(vocabulary[300:1_500:300])}
