"""Runs cells of code, one after the other, in one namespace: the inside of agent-turn's tool `python`.

Started with `python3 -I -c TEXT`. A request on standard input is a line with the number of the cell and the length of
its code in bytes, and then the code. The answer on standard output is a line with the number and `ok`, `failed` or
`interrupted`. What a cell prints goes to standard error, which is a pipe that nothing else is written to: descriptors
0, 1 and 2 of the cells are /dev/null and that pipe, so that also what C code and other programs print is caught, and
nothing that is printed can be taken for an answer.

SIGINT interrupts a cell; at other times it does nothing. The end of standard input ends the process.
"""

import _ast
import os
import signal
import sys

# Characters of the value of a last expression, and of a traceback.
VALUE_LIMIT = 20000
TRACEBACK_LIMIT = 8000
TRACEBACK_FRAMES = 12
# Cells whose source is kept for tracebacks.
SOURCE_LIMIT = 200


class Cells:
    def __init__(self):
        self.owner = os.getpid()
        # None of these is inherited by programs that a cell starts.
        self.requests, self.answers, self.printed = os.dup(0), os.dup(1), os.dup(2)
        self.nothing = os.open("/dev/null", os.O_RDWR)
        os.register_at_fork(after_in_child=self.leave_requests)
        self.own_path = list(sys.path)
        self.sources = {}
        self.streams = {}
        # A module of its own, so that cells neither see nor change what stands here.
        self.driver = sys.modules["__main__"]
        main = type(sys)("__main__")
        main.__dict__["__builtins__"] = __builtins__
        sys.modules["__main__"] = main
        self.namespace = main.__dict__
        sys.argv = [""]
        sys.path.insert(0, "")
        os.environ.setdefault("MPLBACKEND", "Agg")
        signal.signal(signal.SIGINT, self.ignore)

    def leave_requests(self):
        # What a cell has forked must not take the next request, nor hold the pipes of a process that has ended.
        for descriptor in (self.requests, self.answers):
            try:
                os.close(descriptor)
            except OSError:
                pass

    @staticmethod
    def ignore(number, frame):
        pass

    def serve(self):
        pending = b""
        while True:
            end = pending.find(b"\n")
            if end >= 0:
                number, length = map(int, pending[:end].split())
                if len(pending) >= end + 1 + length:
                    code = pending[end + 1:end + 1 + length]
                    pending = pending[end + 1 + length:]
                    self.answer(number, self.run(number, code))
                    continue
            try:
                chunk = os.read(self.requests, 1 << 16)
            except OSError:
                return
            except BaseException:
                # A handler of signals that a cell has left behind.
                continue
            if not chunk:
                return
            pending += chunk

    def answer(self, number, status):
        try:
            os.write(self.answers, b"%d %s\n" % (number, status))
        except OSError:
            # A cell has closed everything.
            os._exit(1)

    def run(self, number, code):
        status = b"interrupted"
        try:
            self.open_streams()
            try:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                status = self.execute(number, code)
            finally:
                signal.signal(signal.SIGINT, self.ignore)
        except KeyboardInterrupt:
            pass
        self.calm()
        self.flush()
        if os.getpid() != self.owner:
            os._exit(0 if status == b"ok" else 1)
        return status

    def calm(self):
        while True:
            try:
                signal.signal(signal.SIGINT, self.ignore)
                return
            except KeyboardInterrupt:
                pass

    def open_streams(self):
        """Standard input, output and errors as they should be, whatever the cell before has done to them."""
        os.dup2(self.nothing, 0)
        os.dup2(self.printed, 1)
        os.dup2(self.printed, 2)
        for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
            stream = self.streams.get(name)
            if stream is None or stream.closed:
                mode, errors = ("r", "surrogateescape") if descriptor == 0 else ("w", "backslashreplace")
                # The buffering is by lines.
                stream = open(descriptor, mode, 1, "utf-8", errors, closefd=False)
                self.streams[name] = stream
            setattr(sys, name, stream)
            setattr(sys, "__%s__" % name, stream)

    def flush(self):
        own = [getattr(sys, name, None) for name in ("stdout", "stderr")]
        for stream in {id(stream): stream for stream in (*own, *self.streams.values())}.values():
            try:
                stream.flush()
            except BaseException:
                pass
        # What C code has printed and not written yet.
        library = sys.modules.get("ctypes")
        if library is not None:
            try:
                library.CDLL(None).fflush(None)
            except BaseException:
                pass

    def execute(self, number, code):
        name = "<cell %d>" % number
        try:
            text = code.decode("utf-8")
            self.sources[name] = text
            self.sources.pop("<cell %d>" % (number - SOURCE_LIMIT), None)
            tree = compile(text, name, "exec", _ast.PyCF_ONLY_AST, True)
            last = None
            if tree.body and isinstance(tree.body[-1], _ast.Expr):
                last = _ast.Expression(tree.body.pop().value)
            exec(compile(tree, name, "exec", 0, True), self.namespace)
            if last is not None:
                self.show(eval(compile(last, name, "eval", 0, True), self.namespace))
            return b"ok"
        except SystemExit as end:
            if end.code is None or end.code == 0:
                return b"ok"
            self.say("stderr", "SystemExit: %s\n" % (end.code,))
            return b"failed"
        except KeyboardInterrupt as error:
            self.tell(error)
            return b"interrupted"
        except BaseException as error:
            self.tell(error)
            return b"failed"

    def show(self, value):
        if value is None:
            return
        self.namespace["_"] = value
        self.say("stdout", self.cut(repr(value), VALUE_LIMIT) + "\n")

    def say(self, name, text):
        """Writes to one of the cells' streams; a cell may have closed it."""
        stream = self.streams[name]
        if stream.closed:
            os.write(self.printed, text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(text)

    @staticmethod
    def cut(text, limit):
        if len(text) <= limit:
            return text
        head, tail = limit * 2 // 3, limit // 3
        return "%s[… %d characters left out …]%s" % (text[:head], len(text) - head - tail, text[-tail:])

    def tell(self, error):
        self.flush()
        # Modules of the workspace may have the names of those of the library.
        path, sys.path = sys.path, self.own_path
        try:
            import linecache
            import traceback
        finally:
            sys.path = path
        for name, text in self.sources.items():
            linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        place = error.__traceback__
        while place is not None and place.tb_frame.f_globals is globals():
            place = place.tb_next
        lines = traceback.format_exception(type(error), error, place, limit=-TRACEBACK_FRAMES)
        self.say("stderr", self.cut("".join(lines), TRACEBACK_LIMIT))


Cells().serve()
os._exit(0)
