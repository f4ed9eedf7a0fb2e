/// One thing that is fuzzed: what it is called on the command line of `bin/fuzz`, and what is done with each
/// input. A property that does not hold ends the process; so does a trap, a hang or a memory error.
struct FuzzTarget: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  init(_ name: String, _ run: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.run = run
  }

  static let all: [FuzzTarget] = [
    .json, .schema, .ndjson, .sse, .decoder, .log, .config, .ignore, .wait, .history, .piped, .html, .csv,
    .text, .docx, .zip, .command, .rules, .image, .edit, .plan, .schedule, .memory, .question,
    .prompt, .search, .indexed, .openai, .request, .budget,
  ]
}

/// Ends the process when a property does not hold.
func require(
  _ holds: @autoclosure () throws -> Bool, _ message: @autoclosure () -> String, line: UInt = #line,
  file: StaticString = #file
) {
  do {
    if try holds() { return }
    fatalError("property: \(message())", file: file, line: line)
  } catch {
    fatalError("property: \(message()): \(error)", file: file, line: line)
  }
}

/// The value, where the absence of one is a failure.
func require<Value: ~Copyable>(
  _ message: @autoclosure () -> String, line: UInt = #line, file: StaticString = #file,
  _ body: () throws -> Value
) -> Value {
  do {
    return try body()
  } catch {
    fatalError("property: \(message()): \(error)", file: file, line: line)
  }
}
