import Testing

/// Ways of a program not to end, to leave somebody behind, or to take more than its share.
struct EndlessTool: CustomTestStringConvertible, Sendable {
  let name: String
  /// A command line. `SLEEP` is a sleep that can be found again, `SECONDS` its time.
  let script: String
  /// Whether it runs on a terminal.
  var onTerminal = false
  /// Too much for a machine that does other things too.
  var isLarge = false

  var testDescription: String { name }

  func filled(_ seconds: String) -> String {
    script.replacing("SLEEP", with: "sleep SECONDS").replacing("SECONDS", with: seconds)
  }

  private static func python(_ name: String, _ lines: String...) -> EndlessTool {
    EndlessTool(name: name, script: "python3 -c '\(lines.joined(separator: "\n"))'")
  }

  static let all = [
    EndlessTool(name: "never ends", script: "SLEEP"),
    EndlessTool(name: "ignores what is asked", script: "trap '' TERM INT HUP; SLEEP"),
    EndlessTool(name: "in the background", script: "SLEEP & exit 0"),
    EndlessTool(name: "in the background of its own group", script: "set -m; SLEEP & exit 0"),
    EndlessTool(name: "in a session of its own", script: "setsid SLEEP & exit 0"),
    EndlessTool(name: "daemon", script: "setsid -f SLEEP"),
    EndlessTool(name: "nohup", script: "nohup SLEEP >/dev/null 2>&1 & exit 0"),
    EndlessTool(name: "daemon of a daemon", script: "(setsid -f bash -c 'setsid -f SLEEP'); exit 0"),
    EndlessTool(name: "without output", script: "exec >/dev/null 2>&1; SLEEP"),
    EndlessTool(name: "closes its output", script: "exec >&- 2>&-; SLEEP"),
    EndlessTool(name: "stopped", script: "kill -STOP $$; SLEEP"),
    EndlessTool(name: "dies and leaves one", script: "SLEEP & disown; kill -9 $$"),
    EndlessTool(name: "co-process", script: "coproc SLEEP; exit 0"),
    EndlessTool(name: "busy", script: "while :; do :; done"),
    EndlessTool(name: "floods its output", script: "yes"),
    EndlessTool(name: "floods its errors", script: "yes >&2"),
    EndlessTool(name: "one endless line", script: "cat /dev/zero"),
    EndlessTool(name: "held by a pipe", script: "cat <(SLEEP)"),
    EndlessTool(name: "daemon without environment", script: "env -i setsid -f sleep SECONDS"),
    EndlessTool(name: "waits for a reader", script: "mkfifo /tmp/f; cat /tmp/f"),
    EndlessTool(name: "reads and reads", script: "while :; do read line; done"),
    EndlessTool(name: "many", script: "for i in $(seq 200); do SLEEP & done; wait"),
    EndlessTool(
      name: "storm of forks",
      script: "for i in $(seq 100); do (while :; do (sleep 0.01 &); done) & done; wait"),
    EndlessTool(name: "comes back", script: "(while :; do setsid -f sleep SECONDS; sleep 0.05; done) & wait"),
    EndlessTool(
      name: "answers every signal with another",
      script:
        "for i in $(seq 1 31); do trap 'setsid -f sleep SECONDS' $i 2>/dev/null; done; while :; do SLEEP & wait; done"
    ),
    EndlessTool(name: "starts one as it ends", script: "trap 'setsid -f sleep SECONDS' EXIT; exit 0"),
    EndlessTool(name: "becomes another", script: "exec -a other sleep SECONDS"),
    EndlessTool(name: "on a terminal", script: "SLEEP", onTerminal: true),
    EndlessTool(
      name: "ignores the end of its terminal", script: "trap '' HUP INT TERM; setsid -f sleep SECONDS; SLEEP",
      onTerminal: true),
    EndlessTool(name: "raw terminal", script: "stty raw -echo; cat", onTerminal: true),
    python(
      "two forks", "import os, time", "if os.fork() == 0:", " os.setsid()",
      " if os.fork() == 0: time.sleep(SECONDS)", " os._exit(0)"),
    python(
      "blocks all signals", "import signal, time", "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))",
      "time.sleep(SECONDS)"),
    python(
      "vfork", "import ctypes, platform, time",
      "call = 56 if platform.machine() == \"x86_64\" else 220",
      "if ctypes.CDLL(None).syscall(call, 0x4111, 0, 0, 0, 0) == 0: time.sleep(SECONDS)"),
    python(
      "leaves its dead", "import os, time", "for i in range(300):", " if os.fork() == 0: os._exit(0)",
      "time.sleep(SECONDS)"),
    python(
      "is traced", "import ctypes, os, time", "ctypes.CDLL(None).ptrace(0, 0, 0, 0)",
      "os.kill(os.getpid(), 19)",
      "time.sleep(SECONDS)"),
    python("4 GB of memory", "import time", "data = bytearray(4 << 30)", "time.sleep(SECONDS)"),
    EndlessTool(name: "fills the disk", script: "cat /dev/zero >/tmp/full; SLEEP", isLarge: true),
    EndlessTool(
      name: "1 GB of output", script: "head -c 1G /dev/zero | tr '\\0' x; SLEEP", isLarge: true),
  ]

  /// Cells of `python` that do not end, beside those that start one of the programs above.
  static let cells = [
    EndlessTool(name: "sleeps", script: "import time\ntime.sleep(SECONDS)"),
    EndlessTool(name: "is busy", script: "while True: pass"),
    EndlessTool(
      name: "does not listen",
      script: "import signal, time\nsignal.signal(2, signal.SIG_IGN)\ntime.sleep(SECONDS)"),
    EndlessTool(name: "computes", script: "sum(range(10 ** 13))"),
    EndlessTool(name: "floods", script: "while True: print('x' * 1000)"),
    EndlessTool(
      name: "a thread lives on",
      script: "import threading, time\nthreading.Thread(target=time.sleep, args=[SECONDS]).start()"),
    EndlessTool(name: "forks", script: "import os, time\nif os.fork() == 0: time.sleep(SECONDS)"),
    EndlessTool(
      name: "a daemon lives on",
      script: "import subprocess\nsubprocess.run(['setsid', '-f', 'sleep', 'SECONDS'])\nNone"),
    EndlessTool(
      name: "starts one as it ends",
      script:
        "import atexit, subprocess\natexit.register(subprocess.run, ['setsid', '-f', 'sleep', 'SECONDS'])\nNone"
    ),
    EndlessTool(name: "stops itself", script: "import os\nos.kill(os.getpid(), 19)"),
    EndlessTool(name: "becomes another", script: "import os\nos.execvp('sleep', ['sleep', 'SECONDS'])"),
    EndlessTool(
      name: "dies", script: "import os, subprocess\nsubprocess.Popen(['sleep', 'SECONDS'])\nos._exit(1)"),
  ]
}
