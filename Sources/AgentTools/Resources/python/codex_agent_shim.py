"""Serves one Python file whose functions are marked with the decorators of `codex_agent`.

    codex_agent_shim.py FILE --describe   prints what the file holds, as a JSON list
    codex_agent_shim.py FILE              answers NDJSON requests on standard input (agent-tools(5))

The module `codex_agent` that such a file imports is made here: tool, provider, command, get_agent, ImageMessage
and DeveloperMessage. Python 3.9 and the standard library are enough; PyYAML reads docstrings where it is there.
"""

import base64
import contextlib
import dataclasses
import enum
import importlib.util
import inspect
import io
import json
import os
import shlex
import sys
import traceback
import types
import typing

NAMES = "tool, provider, command, get_agent, ImageMessage, TextMessage, DeveloperMessage"


# What a file imports --------------------------------------------------------------------------------------

class Entry:
    """A function that a decorator has marked."""

    def __init__(self, kind, function, name, type_, options):
        self.kind, self.function, self.name, self.type, self.options = kind, function, name, type_, options


class Registry:
    def __init__(self):
        self.entries = []

    def decorator(self, kind):
        def mark(function=None, *, name=None, type="function", **options):
            def register(function):
                self.entries.append(Entry(kind, function, name or function.__name__, type, options))
                return function

            if isinstance(function, str):  # @tool("name")
                named, function = function, None
                return lambda given: mark(given, name=named, type=type, **options)
            return register if function is None else register(function)

        return mark


class Message:
    """A piece of a result, as the agent that these files were written for has them."""

    role = "developer"

    def __init__(self, content=None, text=None, **fields):
        self.content = content if content is not None else text
        self.__dict__.update(fields)

    def part(self):
        return {"type": "text", "text": text_of(self.content)}


class TextMessage(Message):
    pass


class DeveloperMessage(Message):
    pass


class ImageMessage(Message):
    """An image: a path, bytes, or a data URL; `content` and `image` are further names for it."""

    def __init__(self, content=None, path=None, data=None, image=None, url=None, **fields):
        super().__init__(content, **fields)
        self.source = next((one for one in (path, data, image, url, content) if one is not None), None)

    def part(self):
        source = self.source
        if isinstance(source, str) and source.startswith("data:"):
            source = base64.b64decode(source.split(",", 1)[1])
        if isinstance(source, (str, os.PathLike)):
            with open(os.path.expanduser(os.fspath(source)), "rb") as file:
                source = file.read()
        if not isinstance(source, (bytes, bytearray, memoryview)):
            raise TypeError("ImageMessage needs a path, bytes or a data URL")
        return {"type": "image", "data": base64.b64encode(bytes(source)).decode()}


class Config(dict):
    """Settings, as members and as attributes."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"there is no setting '{name}'") from None


class Agent:
    """What `get_agent()` gives: the session's id, the settings, and a way into the session."""

    def __init__(self, send):
        self._send = send
        self.config = Config(json.loads(os.environ.get("AGENT_CONFIG") or "{}"))

    @property
    def current_session_id(self):
        return os.environ.get("AGENT_SESSION") or None

    session_id = current_session_id

    def submit(self, message):
        """Queues a message: the turn that runs takes it, or else the next."""
        self._send({"op": "submit", "text": text_of(getattr(message, "content", message))})

    def emit(self, event, **data):
        """Puts a notice into the session. `event` is a name, or an object with `type`."""
        if not isinstance(event, str):
            fields = event if isinstance(event, dict) else vars(event)
            data = {**{key: value for key, value in fields.items() if key != "type"}, **data}
            event = fields.get("type") or type(event).__name__
        self._send({"op": "emit", "event": event, "data": plain(data)})

    def __getattr__(self, name):
        raise AttributeError(
            f"get_agent().{name} is not there: it has current_session_id, config, submit and emit")


def make_module(registry, agent):
    module = types.ModuleType("codex_agent", __doc__)
    module.tool = registry.decorator("tool")
    module.provider = registry.decorator("provider")
    module.command = registry.decorator("command")
    module.get_agent = lambda: agent
    for kind in (TextMessage, DeveloperMessage, ImageMessage):
        setattr(module, kind.__name__, kind)

    def missing(name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError(f"codex_agent has no '{name}' here: agent-tools(5) offers {NAMES}")

    module.__getattr__ = missing
    module.__path__ = []
    sys.modules["codex_agent"] = module
    return module


class Submodules:
    """`from codex_agent.messages import ImageMessage` finds the same names; what else is asked for is told."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith("codex_agent."):
            return None
        return importlib.util.spec_from_loader(name, Submodules)

    @staticmethod
    def create_module(spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: getattr(sys.modules["codex_agent"], name)
        return module

    @staticmethod
    def exec_module(module):
        pass


# Values ---------------------------------------------------------------------------------------------------

def text_of(value):
    return value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return str(value)


def pieces(value):
    """The result and the parts that a returned value comes to."""
    if isinstance(value, Message):
        return None, [value.part()]
    if isinstance(value, (list, tuple)) and any(isinstance(one, Message) for one in value):
        return None, [
            one.part() if isinstance(one, Message) else {"type": "text", "text": text_of(one)} for one in value]
    return plain(value), None


# Descriptions ---------------------------------------------------------------------------------------------

TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array", dict: "object"}


def schema_of(annotation, above=()):
    """A JSON Schema for a type annotation."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in (inspect.Parameter.empty, typing.Any):
        return {}
    if annotation in TYPES:
        return {"type": TYPES[annotation]}
    if is_choice(annotation):
        return schema_of(typing.Literal[tuple(plain(one) for one in annotation)]) if len(annotation) else {}
    if annotation in above:  # what holds its like
        return {"type": "object"}
    if dataclasses.is_dataclass(annotation):
        hints, fields = hints_of(annotation), [one for one in dataclasses.fields(annotation) if one.init]
        return {
            "type": "object", "properties": {one.name: schema_of(hints.get(one.name, one.type), (*above, annotation)) for one in fields},
            "required": [one.name for one in fields
                         if one.default is one.default_factory is dataclasses.MISSING]}
    if isinstance(annotation, type) and issubclass(annotation, os.PathLike):
        return {"type": "string"}
    if origin is typing.Literal:
        kinds = {TYPES.get(type(one)) for one in arguments}
        known = {"type": kinds.pop()} if len(kinds) == 1 and None not in kinds else {}
        return {**known, "enum": list(arguments)}
    if origin is typing.Union or isinstance(annotation, getattr(types, "UnionType", ())):
        options = [one for one in typing.get_args(annotation) if one is not type(None)]
        return schema_of(options[0], above) if len(options) == 1 else {"anyOf": [schema_of(one, above) for one in options]}
    if origin in (list, tuple, set, frozenset):
        items = schema_of(arguments[0], above) if arguments and arguments[0] is not Ellipsis else {}
        return {"type": "array", **({"items": items} if items else {})}
    if origin is dict:
        return {"type": "object"}
    return {}


def is_choice(annotation):
    return isinstance(annotation, type) and issubclass(annotation, enum.Enum)


def value_of(value, annotation):
    """An argument as its annotation has it: members of enumerations, data classes and paths come as plain values."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and origin is None and isinstance(value, annotation):
        return value
    if is_choice(annotation):
        return annotation(value)
    if dataclasses.is_dataclass(annotation) and isinstance(value, dict):
        hints = hints_of(annotation)
        return annotation(**{key: value_of(one, hints.get(key)) for key, one in value.items()})
    if isinstance(annotation, type) and issubclass(annotation, os.PathLike) and isinstance(value, str):
        return annotation(value)
    if origin is typing.Union or isinstance(annotation, getattr(types, "UnionType", ())):
        options = [one for one in arguments if one is not type(None)]
        return value_of(value, options[0]) if len(options) == 1 and value is not None else value
    if origin is list and isinstance(value, list) and arguments:
        return [value_of(one, arguments[0]) for one in value]
    return value


def docstring_of(function):
    """A docstring as a mapping: YAML with `description` and `parameters`, or plain words."""
    text = inspect.getdoc(function) or ""
    if not text:
        return {}
    if ":" in text:
        try:
            import yaml

            value = yaml.safe_load(text)
        except ImportError:
            value = read_block(text)
        except Exception:  # plain words, which need not be YAML
            value = None
        if isinstance(value, dict) and {"description", "parameters"} & set(value):
            return value
    return {"description": text}


def read_block(text):
    """The part of YAML that docstrings are written in: `key: value`, indented mappings, `|` and `>` blocks,
    lists of plain values. Anything else is None."""
    lines = [line.rstrip() for line in text.split("\n")]

    def indent(line):
        return len(line) - len(line.lstrip(" "))

    def scalar(word):
        word = word.strip()
        if word[:1] in "\"'" and word[-1:] == word[:1] and len(word) > 1:
            return word[1:-1]
        if word.startswith("[") and word.endswith("]"):
            return [scalar(one) for one in word[1:-1].split(",") if one.strip()]
        if word in ("true", "false"):
            return word == "true"
        if word in ("", "null", "~"):
            return None
        for kind in (int, float):
            try:
                return kind(word)
            except ValueError:
                pass
        return word

    def block(at, level):
        found = []
        while at < len(lines) and (not lines[at] or indent(lines[at]) >= level):
            found.append(lines[at][level:])
            at += 1
        return found, at

    def following(at, level):
        while at < len(lines) and not lines[at]:
            at += 1
        return at < len(lines) and indent(lines[at]) > level

    def mapping(at, level):
        result = {}
        while at < len(lines):
            line = lines[at]
            if not line or line.lstrip().startswith("#"):
                at += 1
                continue
            if indent(line) != level or ":" not in line:
                if indent(line) < level:
                    break
                return None, at
            key, _, rest = line.strip().partition(":")
            rest, at = rest.strip(), at + 1
            if rest in ("|", ">", "|-", ">-"):
                if not following(at, level):
                    result[scalar(key)] = ""
                    continue
                while not lines[at]:
                    at += 1
                words, at = block(at, indent(lines[at]))
                result[scalar(key)] = ("\n" if rest[0] == "|" else " ").join(words).strip()
            elif rest or not following(at, level):
                words = [rest]
                # A plain value goes on in the lines that are indented deeper.
                while rest and following(at, level) and lines[at]:
                    words.append(lines[at].strip())
                    at += 1
                result[scalar(key)] = scalar(" ".join(words))
            else:
                while not lines[at]:
                    at += 1
                inner = indent(lines[at])
                if lines[at].strip().startswith("- "):
                    values, at = block(at, inner)
                    result[scalar(key)] = [scalar(one[2:]) for one in values if one.startswith("- ")]
                else:
                    result[scalar(key)], at = mapping(at, inner)
        return result, at

    start = next((number for number, line in enumerate(lines) if line), 0)
    value, _ = mapping(start, indent(lines[start]) if lines else 0)
    return value


def hints_of(function):
    try:
        return typing.get_type_hints(function)
    except Exception:  # an annotation that cannot be resolved says nothing
        return {}


def parameters_of(function, told):
    """The JSON Schema of a function's arguments, merged with what its docstring tells."""
    told = told if isinstance(told, dict) else {}
    if told.get("type") == "object" and isinstance(told.get("properties"), dict):
        told = {**told["properties"]}
    hints, properties, required, is_open = hints_of(function), {}, [], False
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            is_open = True
            continue
        schema = schema_of(hints.get(name, parameter.annotation))
        if parameter.kind is parameter.VAR_POSITIONAL:
            schema = {"type": "array", **({"items": schema} if schema else {})}
        elif parameter.default is parameter.empty:
            required.append(name)
        elif parameter.default is not None:
            schema.setdefault("default", plain(parameter.default))
            if "type" not in schema and "anyOf" not in schema and type(parameter.default) in TYPES:
                schema["type"] = TYPES[type(parameter.default)]
        more = told.get(name)
        if isinstance(more, str):
            schema["description"] = more
        elif isinstance(more, dict):
            if more.pop("required", None) is True and name not in required:
                required.append(name)
            schema.update(plain(more))
        properties[name] = schema
    return {
        "type": "object", "properties": properties, "required": required, "additionalProperties": is_open}


def describe(entry):
    told = docstring_of(entry.function)
    summary = str(entry.options.get("description") or told.get("description") or entry.name).strip()
    result = {"kind": entry.kind, "name": entry.name, "description": summary, "keep_alive": True}
    if entry.kind == "tool" and entry.type == "custom":
        result["type"] = "custom"
    elif entry.kind == "tool":
        result["parameters"] = entry.options.get("parameters") or parameters_of(
            entry.function, told.get("parameters"))
    for key in ("side_effects", "timeout", "ttl"):
        if key in entry.options:
            result[key] = entry.options[key]
    return result


# Calls ----------------------------------------------------------------------------------------------------

class Waiting:
    """Runs what `async def` functions return, all in one event loop, so that what they keep from call to call
    (a connection, a lock) goes on working."""

    def __init__(self):
        self.loop = None

    def result(self, value):
        if inspect.isasyncgen(value):
            value = self.gather(value)
        if not inspect.isawaitable(value):
            return list(value) if inspect.isgenerator(value) else value
        import asyncio  # few files need it, and it is slow to load

        if self.loop is None:
            self.loop = asyncio.new_event_loop()
        try:
            return self.loop.run_until_complete(self.wait(value))
        except asyncio.CancelledError:  # which is no Exception
            raise RuntimeError("the task was cancelled") from None

    @staticmethod
    async def wait(value):
        return await value

    @staticmethod
    async def gather(generator):
        return [one async for one in generator]


def call(entry, arguments):
    if entry.kind == "tool" and entry.type == "custom":
        return entry.function(arguments)
    if entry.kind == "command":
        return call_with_words(entry.function, arguments)
    if entry.kind == "provider":
        return entry.function()
    positional, keywords = [], dict(arguments or {})
    parameters, hints = inspect.signature(entry.function).parameters, hints_of(entry.function)
    keywords = {name: value_of(value, hints.get(name)) for name, value in keywords.items()}
    for name, parameter in parameters.items():
        if parameter.kind is parameter.VAR_POSITIONAL:
            # What stands before the list is given by position, too.
            before = list(parameters)[: list(parameters).index(name)]
            positional = [
                keywords.pop(one) if one in keywords else parameters[one].default for one in before]
            positional += keywords.pop(name, [])
        elif parameter.kind is parameter.POSITIONAL_ONLY and name in keywords:
            positional.append(keywords.pop(name))
    return entry.function(*positional, **keywords)


def call_with_words(function, words):
    """Words as a slash command has them: `--key value`, `--key=value`, `key=value`, flags; the rest by position."""
    if isinstance(words, str):
        words = shlex.split(words)
    parameters = inspect.signature(function).parameters
    hints, positional, keywords, rest = hints_of(function), [], {}, list(words or [])

    def convert(name, value):
        schema = schema_of(hints.get(name, parameters[name].annotation)) if name in parameters else {}
        default = parameters[name].default if name in parameters else None
        kind = schema.get("type") or TYPES.get(type(default))
        if kind == "boolean":
            return str(value).lower() in ("true", "yes", "on", "1")
        if kind in ("integer", "number"):
            return int(value) if kind == "integer" else float(value)
        return value

    def is_flag(name):
        return name in parameters and (
            hints.get(name) is bool or isinstance(parameters[name].default, bool))

    while rest:
        word = rest.pop(0)
        key, equals, value = word.partition("=")
        name = key.lstrip("-").replace("-", "_")
        if key.startswith("--") and name:
            if not equals:
                value = "true" if is_flag(name) or not rest or rest[0].startswith("--") else rest.pop(0)
            keywords[name] = convert(name, value)
        elif equals and name in parameters:
            keywords[name] = convert(name, value)
        else:
            positional.append(word)
    open_names = [
        name for name, one in parameters.items()
        if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) and name not in keywords]
    positional = [
        convert(open_names[index], word) if index < len(open_names) else word
        for index, word in enumerate(positional)]
    return function(*positional, **keywords)


def short_trace(error, path):
    """The lines of the trace that are in the file itself."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == path]
    return "".join(traceback.format_list(frames[-3:])).rstrip()


def answer(registry, request, path, waiting):
    entry = next(
        (one for one in registry.entries
         if one.name == request.get("name") and one.kind == request.get("kind", "tool")), None)
    printed = io.StringIO()
    try:
        if request.get("op") == "describe":
            return {"result": [describe(one) for one in registry.entries]}
        if entry is None:
            return {"error": f"there is no {request.get('kind')} '{request.get('name')}' in {path}"}
        with contextlib.redirect_stdout(printed):
            result, parts = pieces(waiting.result(call(entry, request.get("args"))))
        reply = {"result": result}
        if parts is not None:
            reply["parts"] = parts
    except (Exception, SystemExit) as error:
        reply = {"error": {
            "message": f"{type(error).__name__}: {error}", "trace": short_trace(error, path)}}
    if printed.getvalue():
        reply["stdout"] = printed.getvalue()
    return reply


def main():
    path, asks = sys.argv[1], sys.argv[2:] == ["--describe"]
    # Whoever prints, prints elsewhere than the replies go.
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr

    def send(value):
        replies.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
        replies.flush()

    registry = Registry()
    make_module(registry, Agent(send))
    sys.meta_path.append(Submodules)
    # What lies beside the file can be imported, as it could before.
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location("extension", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["extension"] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        trace = short_trace(error, path)
        sys.exit(f"{trace}\n{type(error).__name__}: {error}" if trace else f"{type(error).__name__}: {error}")
    if asks:
        send([describe(one) for one in registry.entries])
        return
    waiting = Waiting()
    for line in sys.stdin:
        try:
            request = json.loads(line)
        except ValueError:
            continue
        if request.get("op") == "cancel":
            continue
        send({"id": request.get("id"), **answer(registry, request, path, waiting)})


main()
