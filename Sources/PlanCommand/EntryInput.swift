import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import ArgumentParser

/// Where entries come from: operands, or standard input.
struct EntryInputOptions: ParsableArguments {
  @Option(help: "What standard input is: text, ndjson or auto.") var input: Form = .auto

  enum Form: String, ExpressibleByArgument, CaseIterable { case text, ndjson, auto }

  func entries(_ items: [String], _ context: CommandContext) throws(AgentError) -> [PlanEntry] {
    if items != ["-"] {
      var entries: [PlanEntry] = []
      for item in items { entries.append(PlanEntry(title: try PlanText.title(item))) }
      return entries
    }
    let bytes = try context.readInputBytes(limit: EntryInput.limit)
    let first = bytes.prefix { $0 != 0x0a }
    if input == .ndjson || input == .auto && Record.isRecognised(first) {
      return try EntryInput.records(bytes)
    }
    return try EntryInput.lines(bytes)
  }
}

enum EntryInput {
  static let limit = 16 << 20

  /// The `todo` records of NDJSON with the numbers of their lines.
  /// - Throws: 2 where the command before ended with an error: nothing is changed then.
  static func todos(in bytes: [UInt8], of place: String) throws(AgentError) -> [(line: Int, value: JSON)] {
    var reader = LineReader(limit: 2 << 20)
    reader.append(bytes)
    var records: [(Int, JSON)] = []
    var number = 1
    do throws(JSONError) {
      while let line = try reader.finish() {
        number = line.number
        records.append((line.number, try JSON(parsing: line.bytes)))
      }
    } catch {
      throw AgentError(.badData, "invalid JSON: \(error)", object: "\(place): line \(number)")
    }
    if let error = records.first(where: { $0.1["type"] == "error" })?.1 {
      throw AgentError(
        .inputMissing, "the command before ended with an error: \(error["message"]?.string ?? "unknown")",
        object: place, exit: .partial)
    }
    return records.filter { $0.1["type"] == "todo" }
  }

  /// The entries of `todo` records, in their order; what else stands there is passed over.
  static func records(_ bytes: [UInt8]) throws(AgentError) -> [PlanEntry] {
    var entries: [PlanEntry] = []
    for (number, value) in try todos(in: bytes, of: "standard input") {
      entries.append(try entry(value, at: "standard input: line \(number)"))
    }
    return entries
  }

  static func entry(_ value: JSON, at place: String) throws(AgentError) -> PlanEntry {
    guard let title = value["title"]?.string else {
      throw AgentError(.badData, "has no title", object: place)
    }
    let word = value["state"]?.string ?? "open"
    guard let state = PlanEntry.State(rawValue: word) else {
      throw AgentError(
        .badData, "unknown state '\(Terminal.sanitized(word))'", object: place, hint: "open, doing or done")
    }
    do throws(AgentError) {
      let id = value["id"]?.string.flatMap { (1...64).contains($0.utf8.count) ? $0 : nil }
      return PlanEntry(
        title: try PlanText.title(title),
        description: try PlanText.description(value["description"]?.string ?? ""), state: state,
        id: id ?? RandomBytes.hex(3))
    } catch {
      throw AgentError(.badData, error.message, object: place, hint: error.hint)
    }
  }

  /// A title a line, as in a list of Markdown: marks and numbers before it are left out, `[x]` is one that is done.
  static func lines(_ bytes: [UInt8]) throws(AgentError) -> [PlanEntry] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw AgentError(.badData, "is not UTF-8", object: "standard input")
    }
    var entries: [PlanEntry] = []
    for line in text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
      var rest = line.drop { $0 == " " || $0 == "\t" }
      if let mark = rest.first, "-*+".unicodeScalars.contains(mark), rest.dropFirst().first == " " {
        rest = rest.dropFirst(2)
      } else {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        let after = rest.dropFirst(digits.count)
        if !digits.isEmpty, let mark = after.first, mark == "." || mark == ")", after.dropFirst().first == " "
        {
          rest = after.dropFirst(2)
        }
      }
      rest = rest.drop { $0 == " " }
      var state = PlanEntry.State.open
      if rest.count >= 3, rest.first == "[", rest.dropFirst(2).first == "]" {
        switch rest.dropFirst().first {
        case "x", "X": state = .done
        case " ": break
        default: state = .doing
        }
        rest = rest.dropFirst(3)
      }
      if rest.allSatisfy(\.properties.isWhitespace) { continue }
      entries.append(PlanEntry(title: try PlanText.title(String(rest)), state: state))
    }
    return entries
  }
}
