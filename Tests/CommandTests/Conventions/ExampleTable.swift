/// One row or more for each command and verb. ``ExampleTableTests`` names those that are missing; a new command
/// needs its rows here and nothing else.
extension Example {
  /// What goes well.
  static let all: [Example] = [
    .reads("agentutils"),
    .writes("agent-turn", "--provider", "chat", "--base-url", "{server}", "--no-stdin", "hello"),
    .reads("agent-extract", "{document}"),
    .reads("agent-extract", "{folder}"),
    .reads("agent-extract", "-").given("# Title\n\nSome text.\n"),
    .reads("agent-extract", "--formats"),

    .reads("agent-session list", "--all"),
    .reads("agent-session show", "{session}"),
    .writes("agent-session new", "--title", "third"),
    .writes("agent-session rename", "{session}", "another title").silent,
    .writes("agent-session fork", "{session}"),
    .writes("agent-session archive", "{session}").silent,
    .writes("agent-session append", "{session}").given(event),
    .writes("agent-session delete", "--yes", "{other}").silent,
    .reads("agent-session export", "{session}"),
    .writes("agent-session import", "{export}"),
    .writes("agent-session import").given("{exported}"),
    .reads("agent-session fsck", "{session}").silent,
    .writes("agent-session fsck", "--repair", "{damaged}").ending(0),
    .reads("agent-session blob", "{blob}").bytes,
    .reads("agent-session status", "{session}"),
    .reads("agent-session follow", "{session}", "--from", "1", "--timeout", "50ms"),
    .writes("agent-session interrupt", "{session}").ending(1).silent,
    .writes("agent-session send", "{session}", "one", "more", "thing"),
    .writes("agent-session send", "{session}").given("one more thing\n"),
    .reads("agent-session next", "{other}"),
    .reads("agent-session previous", "{session}"),

    .reads("agent-tool list"),
    .reads("agent-tool describe", "read"),
    .writes("agent-tool mcp add", "web", "--url", "https://example.com/mcp"),
    .reads("agent-tool mcp list"),
    .writes("agent-tool mcp remove", "fake"),
    .reads("agent-tool mcp probe", "fake").changing,
    .reads("agent-tool mcp tools", "fake"),
    .reads("agent-tool mcp call", "fake", "echo", "text=hello").changing,
    .reads("agent-tool mcp serve").given(ping).bytes,

    .reads("agent-config get"),
    .reads("agent-config get", "model"),
    .writes("agent-config set", "max_requests=7").silent,
    .writes("agent-config unset", "model").silent,
    .reads("agent-config explain", "model"),
    .writesAtOnce("agent-config edit", because: "the person in the editor decides").ending(64).silent,
    .reads("agent-config paths"),
    .reads("agent-config status"),
    .reads("agent-config deps", "--no-model"),
    .reads("agent-config doctor").changing,
    .reads("agent-config model list"),
    .writes("agent-config model use", "scripted-2"),
    .writes("agent-config model install", "--gguf", "{missing}").ending(66).silent,
    .writes("agent-config model serve").ending(78).silent,
    .writes("agent-config model stop"),
    .reads("agent-config model status").ending(1),
    .reads("agent-config model probe", "--base-url", "{server}").changing,
  ]

  /// What fails: one of each kind for each verb that knows it. All of them end in a message.
  static let failures: [Example] = [
    .reads("agentutils", "agent-nosuch").ending(64),
    .writes("agent-turn", "--no-stdin").ending(64),
    .writes("agent-turn", "-s", "nosuch", "--no-stdin", "hello").ending(66),
    .writes("agent-turn", "-f", "{missing}", "--no-stdin", "hello").ending(66),
    .writes("agent-turn", "--set", "mdel=x", "--no-stdin", "hello").ending(78),
    .writes("agent-turn", "--input", "ndjson", "hello").given("no record\n").ending(65),
    .writes("agent-turn", "-o", "{missing}/answer", "--no-stdin", "hello").ending(73),
    .writes(
      "agent-turn", "--provider", "chat", "--base-url", "{refused}", "--retries", "0", "--no-stdin", "x"
    )
    .ending(75),
    .writes("agent-turn", "--key-file", "{readable}", "--provider", "chat", "--base-url", "{server}", "hello")
      .given("").ending(77),
    .writes(
      "agent-turn", "--provider", "chat", "--base-url", "{silent}", "--max-time", "300ms", "--no-stdin", "x"
    ).ending(3),
    .reads("agent-extract").ending(64),
    .reads("agent-extract", "{missing}").ending(66),
    .reads("agent-extract", "{missing}", "{document}").ending(2),
    .reads("agent-extract", "{binary}").ending(65),
    .reads("agent-extract", "--pages", "x", "{document}").ending(64),

    .reads("agent-tool describe", "nosuch").ending(66),
    .writes("agent-tool mcp add", "web").ending(64),
    .writes("agent-tool mcp add", "a b", "--url", "https://example.com/mcp").ending(64),
    .writes("agent-tool mcp remove", "nosuch").ending(66),
    .reads("agent-tool mcp probe", "nosuch").ending(66),
    .reads("agent-tool mcp tools", "nosuch").ending(66),
    .reads("agent-tool mcp call", "fake", "nosuch").ending(66),
    .reads("agent-tool mcp call", "fake", "echo", "text").ending(64),
    .reads("agent-tool mcp serve", "--sandbox", "loose").ending(64),
    .reads("agent-tool mcp serve", "--tools", "nosuch").ending(64),

    .reads("agent-session show", "nosuch").ending(66),
    .reads("agent-session show", "buidl").ending(66),
    .reads("agent-session show", "20").ending(65),
    .reads("agent-session list", "--since", "yesterdayish").ending(64),
    .reads("agent-session list", "--limit", "-1").ending(64),
    .writes("agent-session rename", "nosuch", "title").ending(66),
    .writes("agent-session fork", "nosuch").ending(66),
    .writes("agent-session archive", "nosuch").ending(66),
    .writes("agent-session fork", "{session}", "--at", "99").ending(65),
    .writes("agent-session append", "nosuch").given(event).ending(66),
    .writes("agent-session append", "{session}").given("{\"type\":\n").ending(65),
    .writes("agent-session append", "{session}").given("{\"type\":\"notice\"}\n").ending(65),
    .writes("agent-session delete", "nosuch", "--yes").ending(66),
    .writes("agent-session delete", "nosuch", "{other}", "--yes").ending(2),
    .reads("agent-session export", "nosuch").ending(66),
    .writes("agent-session import", "{missing}").ending(66),
    .writes("agent-session import", "{binary}").ending(65),
    .reads("agent-session fsck", "nosuch").ending(66),
    .reads("agent-session blob", "00").ending(65),
    .reads("agent-session blob", String(repeating: "0", count: 64)).ending(66),
    .reads("agent-session status", "nosuch").ending(66),
    .reads("agent-session follow", "nosuch").ending(66),
    .reads("agent-session follow", "--timeout", "soon").ending(64),
    .writes("agent-session interrupt", "{session}").ending(1),
    .writes("agent-session send", "nosuch", "text").ending(66),
    .writes("agent-session send", "{session}", "").ending(64),
    .reads("agent-session next", "{session}").ending(1),
    .reads("agent-session previous", "{damaged}").ending(1),

    .reads("agent-config get", "mdel").ending(78),
    .reads("agent-config get", "--profile", "nosuch").ending(78),
    .writes("agent-config set", "mdel=1").ending(78),
    .writes("agent-config set", "max_requests=many").ending(78),
    .writes("agent-config set", "model").ending(64),
    .writes("agent-config unset", "mdel").ending(78),
    .reads("agent-config explain", "mdel").ending(78),
    .writes("agent-config edit").ending(64),
    .writes("agent-config model install", "--gguf", "{missing}").ending(66),
    .writes("agent-config model serve").ending(78),
    .reads("agent-config model probe").ending(69),
    .reads("agent-config model probe", "--base-url", "{refused}").ending(75),
    .reads("agent-config model probe", "--base-url", "{nomodels}").ending(76),
  ]

  /// What waits for something that does not come: it ends by a signal. The input is a pipe that stays open.
  static let waiting: [Example] = [
    .writes("agent-turn", "--provider", "chat", "--base-url", "{silent}", "--no-stdin", "hello"),
    .writes("agent-turn", "-"),
    .reads("agent-extract", "-"),
    .reads("agent-extract", "{fifo}"),
    .writes("agent-session append", "{session}"),
    .writes("agent-session import"),
    .writes("agent-session send", "{session}"),
    .reads("agent-session follow", "{session}"),
    .reads("agent-session follow", "--all"),
    .reads("agent-tool mcp serve"),
    .reads("agent-config model probe", "--base-url", "{silent}"),
  ]

  private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"# + "\n"
  private static let event = #"{"type":"notice","level":"info","code":"ci","message":"built"}"# + "\n"

  static let readers = all.filter { $0.effect == .reads }
  static let writers = all.filter { $0.effect != .reads }
}
