import Testing

/// A way to call a command, as the conventions are tried on it.
struct Example: Sendable, CustomTestStringConvertible {
  enum Effect: Sendable, Equatable {
    /// Changes nothing but what is derived (`cache/`).
    case reads
    case writes
    /// Changes something, and has no `--dry-run` for a reason.
    case writesAtOnce(String)
  }

  let command: String
  /// The words of the verb: `model list`, or nothing for a command without verbs.
  let verb: String
  let effect: Effect
  /// What follows the verb. Words in braces stand for what a ``Scene`` has.
  let arguments: [String]
  /// Its standard input, where it reads that.
  var input: String?
  /// The status it ends with.
  var status: Int32 = 0
  /// Prints nothing in text.
  var isSilent = false
  /// With `-j` it prints records; else bytes of somebody's own.
  var printsRecords = true
  /// Tells something that is different each time, such as how long it took.
  var isClock = false

  var words: [String] { verb.split(separator: " ").map(String.init) + arguments }
  var testDescription: String { ([command] + words).joined(separator: " ") }
  /// The command and its verb: what a row of the table is for.
  var name: String { verb.isEmpty ? command : "\(command) \(verb)" }

  private init(_ name: String, _ effect: Effect, _ arguments: [String]) {
    let words = name.split(separator: " ", maxSplits: 1).map(String.init)
    command = words[0]
    verb = words.count > 1 ? words[1] : ""
    self.effect = effect
    self.arguments = arguments
  }

  static func reads(_ name: String, _ arguments: String...) -> Example { Example(name, .reads, arguments) }
  static func writes(_ name: String, _ arguments: String...) -> Example { Example(name, .writes, arguments) }
  static func writesAtOnce(_ name: String, _ arguments: String..., because reason: String) -> Example {
    Example(name, .writesAtOnce(reason), arguments)
  }

  func given(_ input: String) -> Example { with { $0.input = input } }
  func ending(_ status: Int32) -> Example { with { $0.status = status } }
  var silent: Example { with { $0.isSilent = true } }
  var bytes: Example { with { $0.printsRecords = false } }

  var changing: Example { with { $0.isClock = true } }

  private func with(_ change: (inout Example) -> Void) -> Example {
    var copy = self
    change(&copy)
    return copy
  }
}
