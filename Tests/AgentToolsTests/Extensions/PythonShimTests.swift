import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

/// The decorated Python files that the seed of this project documents, unchanged.
@Suite struct PythonShimTests {
  let bench = ToolBench()

  /// One file with what its documentation shows: a function tool with a YAML docstring, Literal and Optional, a
  /// custom tool, `*args`, keyword flags, printing, failures.
  static let tools = #"""
    from typing import Literal, Optional
    from codex_agent import tool, get_agent, ImageMessage

    @tool
    def weather(city: str, unit: Literal["c", "f"] = "c", days: int = 1, hours: Optional[list[int]] = None):
        """
        description: The weather of a city.
        parameters:
          city:
            description: Name of the city
          unit:
            description: Celsius or Fahrenheit
        """
        return f"{city}: {20 if unit == 'c' else 68} {unit}, {days} days, {hours}"

    @tool
    def plain(text):
        """Gives back what it gets: nothing else."""
        return text

    @tool(name="shout", type="custom")
    def upper(text):
        """Makes raw text loud."""
        return text.upper()

    @tool
    def add(first: float, *more: float, negative: bool = False):
        "Adds numbers."
        total = first + sum(more)
        return -total if negative else total

    @tool
    def chatty(n: int = 2):
        for i in range(n): print("line", i)

    @tool
    def both():
        print("printed")
        return {"a": [1, None]}

    @tool
    def broken():
        raise ValueError("no such thing")

    @tool
    def picture():
        return ImageMessage(b"\x89PNG\r\n\x1a\n\x01\x02\x03")

    @tool
    def pictures():
        return ["two", ImageMessage(content="data:image/png;base64,iVBORw0KGgoBAgM=")]

    @tool
    def who():
        agent = get_agent()
        return [agent.current_session_id, agent.config.model, agent.config["model"]]
    """#

  private func call(_ name: String, _ arguments: JSON = [:]) throws -> ToolOutput {
    try bench.extend("tools/mine.py", Self.tools, mode: 0o600)
    return try bench.call(name, arguments)
  }

  @Test(arguments: [
    ("weather", #"{"city":"Rome"}"#, "Rome: 20 c, 1 days, None"),
    ("weather", #"{"city":"Rome","unit":"f","days":3,"hours":[1,2]}"#, "Rome: 68 f, 3 days, [1, 2]"),
    ("plain", #"{"text":"ä 'x'\n"}"#, "ä 'x'\n"), ("shout", #"{"input":"raw {"}"#, "RAW {"),
    ("add", #"{"first":1.5}"#, "1.5"), ("add", #"{"first":1,"more":[2,3]}"#, "6"),
    ("add", #"{"first":1,"more":[2],"negative":true}"#, "-3"), ("chatty", "{}", "line 0\nline 1\n"),
    ("both", "{}", #"{"a":[1,null]}"#), ("who", "{}", #"["s","scripted","scripted"]"#),
  ])
  func calls(_ name: String, _ arguments: String, _ expected: String) throws {
    let output = try call(name, JSON(parsing: arguments))
    #expect(output.text == expected && output.succeeded)
  }

  @Test func whatIsPrintedIsKeptApart() throws {
    #expect(try call("both").itemFields["log"] == "printed\n")
  }

  @Test func errorsAreToldWithAShortTrace() throws {
    let output = try call("broken")
    #expect(!output.succeeded)
    #expect(output.text.hasPrefix("Error: ValueError: no such thing\n"))
    #expect(output.text.contains("in broken") && !output.text.contains("codex_agent_shim"))
    #expect(try !call("weather", ["city": 1, "nosuch": 2]).succeeded)
  }

  @Test func imagesAreParts() throws {
    let image = ToolImage(mediaType: "image/png", bytes: ExtensionRunnerTests.png)
    #expect(try call("picture").images == [image])
    let two = try call("pictures")
    #expect(two.images == [image] && two.text == "two")
  }

  @Test func descriptionsComeFromSignaturesAndDocstrings() throws {
    try bench.extend("tools/mine.py", Self.tools, mode: 0o600)
    let weather = try bench.found("weather").description
    #expect(weather.tool.description == "The weather of a city.")
    #expect(
      weather.tool.parameters
        == (try JSON(
          parsing: #"""
            {"type":"object","properties":{"city":{"type":"string","description":"Name of the city"},
            "unit":{"type":"string","enum":["c","f"],"default":"c","description":"Celsius or Fahrenheit"},
            "days":{"type":"integer","default":1},"hours":{"type":"array","items":{"type":"integer"}}},
            "required":["city"],"additionalProperties":false}
            """#)))
    #expect(try bench.found("plain").description.tool.description == "Gives back what it gets: nothing else.")
    #expect(try bench.found("shout").description.input == .raw)
    #expect(
      try bench.found("add").description.tool.parameters["properties"]?["more"]
        == ["type": "array", "items": ["type": "number"]])
  }

  /// The small reader stands in where PyYAML is not installed.
  @Test func docstringsAreReadWithoutYAML() throws {
    let shim = Checkout.path("Sources/\(PythonShim.resource)")
    let script = """
      import sys, types
      sys.modules['yaml'] = None
      sys.argv = ['shim', \(JSON.string(bench.directory.path("runtime/tools/mine.py")).text), '--describe']
      exec(compile(open(\(JSON.string(shim).text)).read(), 'shim', 'exec'))
      """
    try bench.extend(
      "tools/mine.py",
      #"""
      from codex_agent import tool
      @tool
      def f(a: int, b="x", c=None):
          """
          description: |
            Two lines,
            of words: here.
          parameters:
            a: A number
            b:
              description: >
                folded
                words
              enum: [x, y]
            c:
              type: string
              required: true
          """
      """#, mode: 0o600)
    let result = try BoundedRun.run(
      ["python3", "-c", script], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], directory: "/",
      input: [],
      outputLimit: 1 << 16, deadline: .after(milliseconds: 20_000), cancellation: Cancellation())
    let described = try JSON(parsing: result.output)[0]
    #expect(described?["description"] == "Two lines,\nof words: here.", "\(result.errors)")
    #expect(
      described?["parameters"]?["properties"]
        == (try JSON(
          parsing: #"""
            {"a":{"type":"integer","description":"A number"},
            "b":{"default":"x","type":"string","description":"folded words","enum":["x","y"]},"c":{"type":"string"}}
            """#)))
    #expect(described?["parameters"]?["required"] == ["a", "c"])
  }

  /// Enumerations, data classes and paths: plain values for the model, their own for the function.
  @Test func annotatedValuesBecomeWhatTheyAre() throws {
    let text = #"""
      from __future__ import annotations
      from dataclasses import dataclass, field
      from enum import Enum, IntEnum
      from pathlib import Path
      from codex_agent import tool

      class Colour(Enum):
          RED = "red"
          BLUE = "blue"

      class Level(IntEnum):
          LOW = 1

      @dataclass
      class Point:
          x: int
          colour: Colour = Colour.RED
          tags: list[str] = field(default_factory=list)
          inner: Point | None = None

      @tool
      def paint(colour: Colour, points: list[Point], at: Path | None = None, level: Level = Level.LOW):
          points.append(Point(len(points), colour))
          return {"name": colour.name, "level": level, "points": points, "at": at and at.name}
      """#
    try bench.extend("tools/mine.py", text, mode: 0o600)
    let properties = try bench.found("paint").description.tool.parameters["properties"]
    #expect(properties?["colour"] == ["type": "string", "enum": ["red", "blue"]])
    #expect(properties?["level"] == ["type": "integer", "enum": [1], "default": 1])
    #expect(properties?["points"]?["items"]?["required"] == ["x"])
    let point = properties?["points"]?["items"]?["properties"]
    #expect(point?["tags"] == ["type": "array", "items": ["type": "string"]])
    #expect(point?["inner"] == ["type": "object"])
    let output = try bench.call(
      "paint", ["colour": "blue", "points": [["x": 5, "colour": "blue", "inner": ["x": 6]]], "at": "/a/b"])
    #expect(output.succeeded)
    #expect(
      try JSON(parsing: output.text)
        == (try JSON(
          parsing: #"""
            {"name":"BLUE","level":1,"points":[{"x":5,"colour":"blue","tags":[],
            "inner":{"x":6,"colour":"red","tags":[],"inner":null}},{"x":1,"colour":"blue","tags":[],"inner":null}],"at":"b"}
            """#)),
      "\(output.text)")
    #expect(try !bench.call("paint", ["colour": "green", "points": []]).succeeded)
  }

  @Test func oneFileDoesNotBreakAnother() throws {
    try bench.extend(
      "tools/bad.py", "from codex_agent import tool\nraise RuntimeError('broken at import')\n", mode: 0o600)
    try bench.extend("tools/exits.py", "import codex_agent, sys\nsys.exit(0)\n", mode: 0o600)
    try bench.extend("tools/syntax.py", "def (:\n", mode: 0o600)
    try bench.extend(
      "tools/other.py", "from codex_agent import Plugin, tool\n", mode: 0o600)
    try bench.extend(
      "tools/good.py", "from codex_agent import tool\n@tool\ndef good(): return 'ok'\n", mode: 0o600)
    let listing = bench.discover()
    #expect(listing.found.map(\.name) == ["good"])
    let reasons = Dictionary(uniqueKeysWithValues: listing.problems.map { (Path.name($0.path), $0.reason) })
    #expect(reasons["bad.py"]?.contains("broken at import") == true)
    #expect(reasons["syntax.py"]?.contains("SyntaxError") == true)
    #expect(reasons["other.py"]?.contains("codex_agent has no 'Plugin' here: agent-tools(5)") == true)
    #expect(reasons["exits.py"]?.contains("SystemExit") == true)
  }

  @Test func providersAndCommands() throws {
    try bench.extend(
      "providers/facts.py",
      #"""
      from codex_agent import provider, get_agent
      @provider
      def session():
          return f"session {get_agent().current_session_id}"
      @provider
      def nothing():
          return None
      """#, mode: 0o600)
    try bench.extend(
      "commands/say.py",
      #"""
      from codex_agent import command
      @command
      def say(word, times: int = 1, loud: bool = False, *rest):
          text = " ".join([word] * times + list(rest))
          return text.upper() if loud else text
      """#, mode: 0o600)
    let runner = bench.runner()
    defer { runner.finish() }
    func call(_ name: String, _ kind: ExtensionKind, _ arguments: JSON) throws -> String {
      try runner.run(bench.found(name, kind, runner.host), arguments, in: bench.context()).text
    }
    #expect(try call("session", .providers, [:]) == "session s")
    #expect(try call("nothing", .providers, [:]) == "")
    #expect(try call("say", .commands, ["hi"]) == "hi")
    #expect(try call("say", .commands, ["hi", "2", "--loud"]) == "HI HI")
    #expect(try call("say", .commands, ["hi", "--times=2"]) == "hi hi")
    #expect(try call("say", .commands, ["hi", "times=3", "--loud"]) == "HI HI HI")
    #expect(try call("say", .commands, ["hi", "1", "no", "a", "b c"]) == "hi a b c")
  }

  /// Each function is run, whatever it is; those of a file wait in one event loop, which lasts.
  @Test func asynchronousFunctionsAreRun() throws {
    try bench.extend(
      "tools/later.py",
      #"""
      import asyncio
      from codex_agent import tool, ImageMessage
      kept = {}
      @tool
      async def later(text: str, *more: str):
          "Gives back what it gets, later."
          await asyncio.sleep(0)
          return " ".join([text, *more])
      @tool(name="raw", type="custom")
      async def raw(text):
          return text.upper()
      @tool
      async def picture():
          return ImageMessage(b"\x89PNG\r\n\x1a\n\x01\x02\x03")
      @tool
      async def remember():
          kept["event"] = asyncio.Event()
          kept["task"] = asyncio.get_running_loop().create_task(kept["event"].wait())
          return "kept"
      @tool
      async def recall():
          kept["event"].set()
          return await kept["task"]
      @tool
      async def several():
          for i in range(3):
              await asyncio.sleep(0)
              yield i
      @tool
      def plainly():
          yield from "ab"
      @tool
      async def broken():
          raise ValueError("no such thing")
      @tool
      async def gone():
          asyncio.current_task().cancel()
          await asyncio.sleep(1)
      """#, mode: 0o600)
    try bench.extend(
      "providers/soon.py",
      "from codex_agent import provider\n@provider\nasync def soon(): return 'soon'\n", mode: 0o600)
    try bench.extend(
      "commands/say.py",
      "from codex_agent import command\n@command\nasync def say(word, times: int = 1): return word * times\n",
      mode: 0o600)
    let runner = bench.runner()
    defer { runner.finish() }
    func call(_ name: String, _ arguments: JSON = [:], _ kind: ExtensionKind = .tools) throws -> ToolOutput {
      try runner.run(bench.found(name, kind, runner.host), arguments, in: bench.context())
    }
    #expect(try call("later", ["text": "a", "more": ["b", "c"]]).text == "a b c")
    #expect(try call("raw", ["input": "words"]).text == "WORDS")
    #expect(try call("picture").images.count == 1)
    #expect(try call("remember").text == "kept")
    #expect(try call("recall").text == "true")
    #expect(try call("several").text == "[0,1,2]")
    #expect(try call("plainly").text == #"["a","b"]"#)
    let broken = try call("broken")
    #expect(!broken.succeeded && broken.text.hasPrefix("Error: ValueError: no such thing\n"))
    #expect(broken.text.contains("in broken"))
    #expect(try call("gone").text.contains("the task was cancelled"))
    #expect(try call("later", ["text": "still there"]).text == "still there")
    #expect(try call("soon", [:], .providers).text == "soon")
    #expect(try call("say", ["ab", "--times=2"], .commands).text == "abab")
  }

  @Test func whatTheAgentObjectLacksIsTold() throws {
    try bench.extend(
      "tools/x.py", "from codex_agent import tool, get_agent\n@tool\ndef x(): return get_agent().messages\n",
      mode: 0o600)
    #expect(try bench.call("x", [:]).text.contains("get_agent().messages is not there"))
  }
}
