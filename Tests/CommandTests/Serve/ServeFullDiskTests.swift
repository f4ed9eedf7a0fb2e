import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// A disk that fills up below a server: it says so, lives, and goes on when there is room again.
@Suite struct ServeFullDiskTests {
  private static let script = #"""
    set -u
    mount -t tmpfs -o size=4m none "$DISK" || exit 99
    mkdir -m 700 "$DISK/runtime"; export AGENT_RUNTIME_DIR="$DISK/runtime"
    cp "$OUT/agent_config.json" "$DISK/runtime/"; chmod 600 "$DISK/runtime/agent_config.json"
    agent-serve start >"$OUT/started" || exit 98
    ask() { curl -sS -m 60 --unix-socket "$DISK/runtime/serve.sock" -o "$OUT/$1" -w '%{http_code}\n' "http://localhost$2" \
      ${3:+-H 'Content-Type: application/json' -d "$3"} >>"$OUT/statuses"; }
    ask first '/turns?wait=1' '{"prompt":"first"}'
    dd if=/dev/zero of="$DISK/filler" bs=4k 2>/dev/null
    ask full '/turns?wait=1' '{"prompt":"second"}'
    ask health /health
    rm "$DISK/filler"
    ask after '/turns?wait=1' '{"prompt":"third"}'
    agent-session fsck >"$OUT/fsck" 2>&1; echo $? >>"$OUT/fsck"
    agent-serve stop >/dev/null
    """#

  @Test(.enabled(if: FullDiskTests.Namespace.usable.contains(.root))) func isToldAndSurvived() throws {
    let model = try ScriptedModelServer()
    let directory = TestDirectory()
    for name in ["disk", "out"] { mkdir(directory.path(name), 0o700) }
    let settings: JSON = [
      "provider": "responses", "base_url": .string(model.baseURL), "model": "scripted", "retries": 0,
    ]
    try directory.write("out/agent_config.json", settings.text)
    let shell = BuiltCommand(
      "/usr/bin/env", in: directory,
      environment: ["DISK": directory.path("disk"), "OUT": directory.path("out")], workingDirectory: "/")
    let command = try #require(FullDiskTests.Namespace.root.command)
    let result = try shell.run(command + ["/bin/bash", "-c", Self.script], timeout: 120_000)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try directory.read("out/statuses") == "200\n500\n200\n200\n")
    let told = try JSON(parsing: Array(directory.read("out/full").utf8))
    let code = told["code"] ?? told["error"]?["code"]
    #expect(code == "io" && told.text.contains("No space left on device"), "\(told.text)")
    #expect(try JSON(parsing: Array(directory.read("out/after").utf8))["text"] == "third")
    #expect(try directory.read("out/fsck").hasSuffix("0\n"))
  }
}
