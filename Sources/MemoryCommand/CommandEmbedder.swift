import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSystem

/// An embedder that is a program: `{"text":…,"kind":"query"|"passage"}` a line on its standard input, one
/// `{"vector":[…]}` a line on its standard output, in order; `embedding` for `vector`, as OpenAI calls it, and the bare
/// array do as well.
struct CommandEmbedder: Embedder {
  private let command: String
  private let environment: [String: String]
  private let directory: String
  private let cancellation: Cancellation

  /// Milliseconds for many entries, and for a question, for which somebody waits.
  private static let timeLimit = 120_000
  private static let questionTimeLimit = 30_000
  private static let outputLimit = 256 << 20

  init(_ command: String, _ context: CommandContext) {
    self.command = command
    environment = context.environment
    directory = context.workingDirectory
    cancellation = context.cancellation
  }

  var name: String { "cmd:\(command)" }

  func vectors(for texts: [String], asQuestions: Bool) throws(AgentError) -> [[Float]] {
    var input: [UInt8] = []
    for text in texts {
      JSON.object(["text": .string(text), "kind": asQuestions ? "query" : "passage"]).write(to: &input)
      input.append(0x0a)
    }
    let limit = asQuestions ? Self.questionTimeLimit : Self.timeLimit
    let result: BoundedRun.Result
    do throws(SystemError) {
      result = try BoundedRun.run(
        ["/bin/sh", "-c", command], environment: ProcessEnvironment.forPrograms(environment),
        directory: directory, input: input, outputLimit: Self.outputLimit,
        deadline: .after(milliseconds: limit), cancellation: cancellation)
    } catch {
      throw AgentError(.missingTool, "cannot be run: \(error.reason)", object: name)
    }
    if result.ending == .timedOut {
      throw AgentError(.missingTool, "took longer than \(limit / 1000) s", object: name)
    }
    guard case .exited(let exit) = result.ending, exit.status == 0 else {
      let why = result.errors.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
      throw AgentError(.missingTool, "failed\(why)", object: name)
    }
    var vectors: [[Float]] = []
    for line in result.output.split(whereSeparator: \.isNewline) where !line.isEmpty {
      let value = try? JSON(parsing: String(line))
      guard let numbers = (value?["vector"] ?? value?["embedding"] ?? value)?.array else {
        throw AgentError(.protocolError, "gave a line without 'vector'", object: name)
      }
      vectors.append(numbers.map { Float($0.double ?? 0) })
    }
    guard vectors.count == texts.count else {
      throw AgentError(
        .protocolError, "gave \(vectors.count) vectors for \(texts.count) texts", object: name)
    }
    return vectors
  }
}
