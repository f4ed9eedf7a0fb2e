import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct PythonToolTests {
  let bench = ToolBench()
  let tool: PythonTool

  init() { tool = PythonTool(SandboxPolicy(workspace: bench.directory.work)) }

  func run(_ code: String, timeout: Double? = nil, _ tool: PythonTool? = nil) throws -> ToolOutput {
    var arguments: JSONObject = ["code": .string(code)]
    if let timeout { arguments["timeout"] = JSON(timeout) }
    return try bench.run(tool ?? self.tool, .object(arguments))
  }

  @Test(arguments: [
    ("1 + 1", "2\n"), ("0", "0\n"), ("''", "''\n"), ("[]", "[]\n"), ("None", "[no output]"),
    ("x = 1", "[no output]"),
    ("print('a', end='')", "a"), ("print('a')\n'b'", "a\n'b'\n"), ("", "[no output]"),
    ("# nothing", "[no output]"),
    ("'é🙂'", "'é🙂'\n"), ("import sys; sys.exit()", "[no output]"), ("'\\udc80'", "'\\udc80'\n"),
    ("import os, sys\nos.system('echo out; echo err >&2')\nprint('err', file=sys.stderr)", "out\nerr\nerr\n"),
    ("import os\nos.write(1, b'1 ok\\n')\nNone", "1 ok\n"), ("print('\\x00 ok')", "\0 ok\n"),
    ("import os\nif os.fork() == 0:\n  print('child')\nelse: os.wait()", "child\n"),
    ("import os\nos.close(0); os.close(1); os.close(2)", "[no output]"),
    ("import sys\nsys.stdout.close()", "[no output]"), ("input", "<built-in function input>\n"),
    (
      "from dataclasses import dataclass\nimport pickle\n@dataclass\nclass A: a: int\npickle.loads(pickle.dumps(A(1)))",
      "A(a=1)\n"
    ),
    (
      "import multiprocessing\nwith multiprocessing.Pool(2) as pool: print(pool.map(len, ['a', 'bb']))",
      "[1, 2]\n"
    ),
    ("import ctypes\nctypes.CDLL(None).printf(b'from C\\n')\nNone", "from C\n"),
    ("import threading\nt = threading.Thread(target=print, args=['t']); t.start(); t.join()", "t\n"),
  ])
  func goesWell(_ code: String, _ text: String) throws {
    #expect(try run(code) == ToolOutput(text))
    // Whatever it has done, the next cell is as good as ever.
    #expect(try run("print('next')\n1") == ToolOutput("next\n1\n"))
  }

  @Test(arguments: [
    ("1/0", "Traceback (most recent call last):\n  File \"<cell 1>\", line 1, in <module>\n    1/0"),
    ("def f(): g()\nf()", "NameError: name 'g' is not defined\n"), ("a b", "SyntaxError: invalid syntax\n"),
    ("raise SystemExit(3)", "SystemExit: 3\n"), ("input()", "EOFError: EOF when reading a line\n"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt\n"), ("'\u{0}'", "cannot contain null bytes"),
    ("def r(): r()\nr()", "RecursionError: maximum recursion depth exceeded"),
    ("b'x' * (3 << 30)", "MemoryError\n"), ("open('new', 'w')", "Read-only file system: 'new'\n"),
    ("import socket\nsocket.socket()", "PermissionError"),
  ])
  func fails(_ code: String, _ words: String) throws {
    let result = try run(code)
    #expect(!result.succeeded)
    #expect(result.text.contains(words), "\(result.text)")
    #expect(!result.text.contains("execute") && !result.text.contains("<string>"), "\(result.text)")
    #expect(try run("1").text == "1\n")
  }

  /// A cell that has taken away what it prints with fails like any other, and costs nothing that was defined.
  @Test(arguments: [
    "import sys\nsys.stdout.close(); sys.stderr.close()\nprint('a')",
    "import builtins, sys\nkept = builtins.print\ndel builtins.print, sys.stdout, sys.stderr\ntry: print('a')\n"
      + "finally: builtins.print = kept",
  ])
  func aCellMayBreakItsStreams(_ code: String) throws {
    #expect(try run("x = 41").succeeded)
    let output = try run(code)
    #expect(!output.succeeded && output.text.contains("Error: "), "\(output.text)")
    #expect(try run("print(x)\nx + 1") == ToolOutput("41\n42\n"))
  }

  @Test func whatWasDefinedIsKept() throws {
    #expect(try run("x = 41\ndef f(): return x + 1").succeeded)
    #expect(try run("f()").text == "42\n")
    #expect(try run("_ * 2").text == "84\n")
    #expect(try run("open('/tmp/kept', 'w').write('a')").text == "1\n")
    #expect(try run("open('/tmp/kept').read()").text == "'a'\n")
    #expect(try run("1/0\n").succeeded == false)
    #expect(try run("f()").text == "42\n")
  }

  /// Modules of the workspace are found, and those with a name of the library's do no harm.
  @Test func modulesOfTheWorkspace() throws {
    try bench.file("mine.py", "value = 7\n")
    for name in ["traceback", "linecache", "os", "signal"] {
      try bench.file("\(name).py", "raise ValueError\n")
    }
    #expect(try run("import mine; mine.value").text == "7\n")
    #expect(try run("1/0").text.contains("ZeroDivisionError"))
  }

  /// The time of a call interrupts first, and what was defined stays.
  @Test(arguments: [
    "import time; time.sleep(60)", "while True: pass", "import subprocess; subprocess.run(['sleep', '60'])",
  ])
  func theTimeInterrupts(_ code: String) throws {
    _ = try run("x = 5")
    let result = try run("print('begun')\n\(code)", timeout: 0.4)
    #expect(result.text.hasPrefix("begun\n") && result.text.contains("KeyboardInterrupt"), "\(result.text)")
    #expect(
      result.text.contains("the time for the call was over; what was defined is kept]"), "\(result.text)")
    #expect(!result.succeeded)
    #expect(try run("x").text == "5\n")
  }

  /// What does not listen is ended, and that is told.
  @Test(arguments: [
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    "import time\nwhile True:\n  try: time.sleep(1)\n  except BaseException: pass", "sum(range(10 ** 13))",
    "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
  ])
  func whatDoesNotListenIsEnded(_ code: String) throws {
    _ = try run("x = 5")
    let start = Deadline.monotonicNow()
    let result = try run(code, timeout: 0.4)
    #expect(Deadline.monotonicNow() - start < 10_000_000_000)
    #expect(result.text.contains("the time for the call was over]\n[state lost: "), "\(result.text)")
    #expect(!result.succeeded)
    #expect(try run("'x' in globals()").text == "False\n")
  }

  @Test(arguments: [
    ("import os; os._exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 137),
    ("import os; os.execvp('true', ['true'])", 0), ("import os; os.closerange(3, 100)", 1),
    ("import ctypes; ctypes.string_at(0)", 139),
  ])
  func anEndIsTold(_ code: String, _ status: Int) throws {
    let result = try run(code)
    #expect(
      result.text.contains("[the interpreter ended with exit status \(status)]\n[state lost: "),
      "\(result.text)")
    #expect(!result.succeeded)
    #expect(try run("1").text == "1\n")
  }

  /// One that ends between two calls.
  @Test func anEndBetweenCallsIsTold() throws {
    let pid = try #require(
      try run("import os, threading\nthreading.Timer(0.2, os._exit, [1]).start()\nos.getppid()").text.first)
    #expect(pid.isNumber)
    var text = ""
    for _ in 0..<200 where !text.contains("state lost") {
      usleep(20_000)
      text = try run("2").text
    }
    #expect(text.hasPrefix("2\n[state lost: ") || text.contains("the interpreter ended"), "\(text)")
  }

  /// A daemon of a cell lives until the end of the turn, and no longer.
  @Test func nothingOutlivesTheTurn() throws {
    let seconds = "86400.\(getpid())77"
    let code =
      "import subprocess\nsubprocess.Popen(['setsid', '-f', 'sleep', '\(seconds)']).wait()\nprint('on')"
    #expect(try run(code).text == "on\n")
    #expect(try run("subprocess.run(['pgrep', '-f', '\(seconds)']).returncode").text.hasSuffix("0\n"))
    tool.finish()
    for name in try Files.list("/proc") where Int(name) != nil {
      let line = (try? Files.read("/proc/\(name)/cmdline")) ?? []
      #expect(!String(decoding: line, as: UTF8.self).contains("sleep\0\(seconds)"))
    }
    tool.finish()
    #expect(try run("'subprocess' in globals()").text == "False\n")
  }

  /// Output is bounded like that of commands, and what a daemon prints later belongs to the call that runs then.
  @Test func outputIsBounded() throws {
    let context = try bench.context(outputLimit: 4096)
    let result = try tool.run(["code": "for i in range(100000): print('line', i)"], in: context)
    #expect(result.text.utf8.count < 4096)
    #expect(result.text.hasPrefix("line 0\nline 1\n") && result.text.hasSuffix("line 99999\n"))
    let file = try #require(result.itemFields["output_file"]?.string)
    #expect(try Files.read(file).count == 1_088_890)
    #expect(try Files.status(file)?.st_mode == S_IFREG | 0o600)
    #expect(try run("list(range(100000))").text.contains("characters left out"))
  }

  @Test func anEarlierTurnIsRemembered() throws {
    var context = try bench.context()
    context.earlierTools = ["python"]
    let result = try tool.run(["code": "1"], in: context)
    #expect(result.text == "1\n[state lost: this is a new interpreter; what earlier turns defined is gone]")
    #expect(try tool.run(["code": "2"], in: context).text == "2\n")
  }

  @Test func theInterpreterOfTheEnvironment() throws {
    let environment = bench.directory.path("work/venv")
    try bench.directory.write("work/venv/pyvenv.cfg", "home = /usr/bin\n")
    mkdir("\(environment)/bin", 0o700)
    symlink("/usr/bin/python3", "\(environment)/bin/python")
    func context(_ variables: [String: String]) throws -> ToolContext {
      ToolContext(
        tree: try bench.tree(), runtime: bench.directory.runtimeDirectory, session: "s", callID: "c",
        environment: variables, cancellation: bench.cancellation, deadline: .after(milliseconds: 60_000),
        outputLimit: 1 << 16)
    }
    let result = try tool.run(
      ["code": "import sys; sys.prefix"], in: context(["PATH": "/usr/bin:/bin", "VIRTUAL_ENV": environment]))
    #expect(result.text == "'\(environment)'\n")
    let none = PythonTool(SandboxPolicy(mode: .off, workspace: bench.directory.work))
    #expect { try none.run(["code": "1"], in: context(["PATH": "/nonexistent"])) } throws: { error in
      (error as? AgentError)?.code == .missingTool
    }
  }

  /// Where nothing is confined it works all the same.
  @Test func withoutASandbox() throws {
    let tool = PythonTool(SandboxPolicy(mode: .off, workspace: bench.directory.work))
    #expect(try run("x = 1\nx", tool).text == "1\n")
    #expect(
      try run("import time; time.sleep(60)", timeout: 0.3, tool).text.contains("what was defined is kept"))
    #expect(try run("x", tool).text == "1\n")
  }

  /// The turn's end interrupts a cell.
  @Test func cancelled() throws {
    let bench = bench
    Thread.start {
      usleep(300_000)
      bench.cancellation.cancel(.requested(""))
    }.detach()
    let result = try run("import time; time.sleep(60)")
    #expect(result.text.hasSuffix("[interrupted; what was defined is kept]"), "\(result.text)")
  }

  @Test func callsRunInTheirOrder() throws {
    let registry = ToolRegistry([tool])
    let runner = ToolRunner(registry)
    let requests = (0..<12).map {
      ToolRunner.Request(
        callID: "\($0)", tool: "python",
        arguments: "{\"code\":\"seen = globals().get('seen', []) + [\($0)]\\nseen\"}")
    }
    let context = try bench.context()
    var last = ""
    try runner.run(requests, context: { _, _, _ in context }) { results in
      last = results.last?.result.output ?? ""
    }
    #expect(last == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]\n")
  }
}
