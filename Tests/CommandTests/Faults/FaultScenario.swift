import Testing

/// A command that changes sessions, and what may be found after any of its system calls went wrong.
struct FaultScenario: Sendable, CustomTestStringConvertible {
  /// What the command does with the state that ``FaultBench`` has prepared.
  enum Effect: Sendable {
    /// Adds events to the session `target`; a prefix of them may be in.
    case appends([String])
    /// Makes a session with so many events, whole or not at all; further events may follow.
    case creates(events: Int, then: [String] = [])
    case deletes
    case archives
    case mends
  }

  let name: String
  let arguments: [String]
  var input: String?
  let effect: Effect
  /// Done to the log of `target` beforehand.
  var damage: Damage = .none

  enum Damage: Sendable { case none, tornTail, flippedBit }

  var testDescription: String { name }

  static let long = String(repeating: "long ", count: 300_000)

  /// In the arguments, TARGET stands for the id, EXPORTED and SEED for files to import.
  static let all = [
    FaultScenario(
      name: "append", arguments: ["append", "TARGET"], input: notes("n1", "n2", "n3"),
      effect: .appends(["n1", "n2", "n3"])),
    FaultScenario(
      name: "append, synced", arguments: ["append", "TARGET", "--durability", "power"],
      input: notes("n1", "n2"), effect: .appends(["n1", "n2"])),
    FaultScenario(
      name: "append to a torn log", arguments: ["append", "TARGET"], input: notes("n1"),
      effect: .appends(["session.repaired", "n1"]), damage: .tornTail),
    FaultScenario(
      name: "append with a blob", arguments: ["append", "TARGET"],
      input: #"{"type":"item.completed","item":{"id":"b","type":"agent_message","text":"\#(long)"}}"#,
      effect: .appends(["item.completed"])),
    FaultScenario(
      name: "append --create", arguments: ["append", "fresh", "--create"], input: notes("n1"),
      effect: .creates(events: 1, then: ["n1"])),
    FaultScenario(name: "new", arguments: ["new", "--title", "fresh"], effect: .creates(events: 1)),
    FaultScenario(
      name: "rename", arguments: ["rename", "TARGET", "other name"], effect: .appends(["session.renamed"])),
    FaultScenario(
      name: "send", arguments: ["send", "TARGET", "words"], effect: .appends(["input.queued"])),
    FaultScenario(
      name: "fork", arguments: ["fork", "TARGET"], effect: .creates(events: FaultBench.targetEvents)),
    FaultScenario(
      name: "import of a log", arguments: ["import", "EXPORTED"],
      effect: .creates(events: FaultBench.targetEvents)),
    FaultScenario(name: "import of messages", arguments: ["import", "SEED"], effect: .creates(events: 3)),
    FaultScenario(name: "delete", arguments: ["delete", "--yes", "TARGET"], effect: .deletes),
    FaultScenario(name: "archive", arguments: ["archive", "TARGET"], effect: .archives),
    FaultScenario(
      name: "fsck --repair", arguments: ["fsck", "--repair", "TARGET"], effect: .mends, damage: .flippedBit),
  ]

  private static func notes(_ texts: String...) -> String {
    texts.map(SessionTool.note).joined(separator: "\n") + "\n"
  }
}
