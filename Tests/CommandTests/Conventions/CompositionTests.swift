import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 24: composition") struct CompositionTests {
  /// Scenarios of the shell, and what they print.
  static let scenarios: [(name: String, script: String, lines: [String])] = [
    (
      "find and xargs", "find ../folder -type f -print0 | sort -z | xargs -0 agent-extract -j | jq -r .path",
      ["../folder/a.md", "../folder/b.txt"]
    ),
    (
      "xargs in parallel", "ls ../folder/* | xargs -P 2 -n 1 agent-extract | sort", ["# A", "b"]
    ),
    ("here-document", "agent-extract - <<'END'\n# Here\nEND", ["# Here"]),
    ("here-string", "agent-extract - <<<'# String'", ["# String"]),
    ("process substitution", "agent-extract <(echo '# Process')", ["# Process"]),
    ("output substitution", "agent-extract ../folder/a.md > >(cat); wait $!", ["# A"]),
    ("named pipe in", "mkfifo p; echo '# Pipe' >p & agent-extract p; wait", ["# Pipe"]),
    ("named pipe out", "mkfifo p; cat p & agent-extract ../folder/a.md >p; wait", ["# A"]),
    ("/dev/stdin as a file", "echo '# Standard' | agent-extract /dev/stdin", ["# Standard"]),
    ("/dev/fd as a file", "agent-extract /dev/fd/5 5<../folder/a.md", ["# A"]),
    (
      "a session through a pipe",
      "agent-session export build | agent-session import --title copy - >id; agent-session status copy -j | jq -r .turn",
      ["1"]
    ),
    ("a session from a substitution", "agent-session import <(agent-session export build) | wc -l", ["1"]),
    (
      "events from a loop",
      #"for n in 1 2 3; do jq -nc --arg n $n '{type:"notice",level:"info",code:"n",message:$n}'; done | agent-session append build -j | jq -r .type"#,
      ["ack", "ack", "ack"]
    ),
    (
      "records into a turn",
      "agent-extract -j ../folder | agent-turn -n -j --provider chat --base-url $server 'What is it?' | jq -r .type",
      ["request"]
    ),
    (
      "documents into memory",
      "agent-extract -j ../folder | agent-memory add --input ndjson -j | jq -r .type; agent-memory search -j b | jq -r .text",
      ["ack", "ack", "b"]
    ),
    (
      "memories into a turn",
      "agent-memory search -j staging | agent-turn -n -j --provider chat --base-url $server 'Where?' | jq -r '.body.messages[-1].content | tostring' | grep -c 'stage-2'",
      ["1"]
    ),
    (
      "sessions into a turn",
      "agent-session search -j 'what is new' | agent-turn -n -j --provider chat --base-url $server 'What?' | jq -r '.body.messages[-1].content | tostring' | grep -c 'What is new?'",
      ["1"]
    ),
    (
      "sessions into memory",
      "agent-session search -j 'what is new' | agent-memory add -j | jq -r .type; agent-memory search -j 'what is new' | jq -r .session | cut -c 1-8",
      ["ack", "20260102"]
    ),
    (
      "an answer from what was said",
      "agent-session search -j 'what is new' | agent-turn --provider chat --base-url $server 'What was new?'",
      ["Good day."]
    ),
    (
      "found sessions one by one",
      "agent-session search -0 'what is new' | xargs -0 -n 1 agent-session status -j | jq -r .title",
      ["build"]
    ),
    (
      "plans into a turn",
      "agent-plan show -j release | agent-turn -n -j --provider chat --base-url $server 'What is next?' | jq -r '.body.messages[-1].content | tostring' | grep -c 'write the notes'",
      ["1"]
    ),
    (
      "an answer to a file", "agent-turn -o out --provider chat --base-url $server --no-stdin hi; cat out",
      ["Good day."]
    ),
    (
      "an answer to a named pipe",
      "mkfifo p; cat p & agent-turn -o p --provider chat --base-url $server --no-stdin hi; wait",
      ["Good day."]
    ),
    (
      "a turn in a pipeline", "echo 'a document' | agent-turn --provider chat --base-url $server hi | cat",
      ["Good day."]
    ),
    (
      "command substitution",
      "agent-session rename $(agent-session new) made; agent-session status made -j | jq -r .title", ["made"]
    ),
    (
      "time limit", "timeout 5 agent-session follow build --from 1 -j | head -n 1 | jq -r .type",
      ["session.created"]
    ),
  ]

  @Test(arguments: scenarios.indices) func itGoesTogether(_ index: Int) throws {
    let (name, script, lines) = Self.scenarios[index]
    let scene = try Scene()
    let result = try scene.shell(script, environment: ["server": scene.serverURL])
    #expect(result.lines == lines, "\(name): \(result.errors)")
  }
}
