import AgentCLI
import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTurn

/// Gathers what the model is asked about: standard input, documents, images, and the prompt, in this order;
/// the question after what it is about is what models answer best.
struct TurnInput {
  struct Prepared {
    /// One user message, or nothing when a turn is resumed without words.
    var items: [JSON]
    var notices: [Event]
    /// The words of the user, for the title.
    var prompt: String?
  }

  private let options: InputOptions
  private let sandbox: SandboxPolicy.Mode
  /// Whether standard input is where the key comes from.
  private let holdsKey: Bool
  private let settings: TurnSettings
  private let context: CommandContext
  private let cancellation: Cancellation

  init(
    _ command: TurnRoot, _ settings: TurnSettings, in context: CommandContext, _ cancellation: Cancellation
  ) throws(AgentError) {
    options = command.input
    sandbox = try command.tools.confinement.values().mode
    holdsKey = command.model.keyFd == 0
    self.settings = settings
    self.context = context
    self.cancellation = cancellation
  }

  func gather(resuming: Bool) throws(AgentError) -> Prepared {
    var prompt = try words()
    var notices: [Event] = []
    var parts: [JSON] = []
    if let piped = try standardInput(hasPrompt: prompt != nil, resuming: resuming, &notices) {
      notices.append(contentsOf: piped.notices)
      parts.append(contentsOf: piped.parts)
      if let text = piped.text {
        if prompt == nil {
          prompt = text
        } else {
          parts.append(InputItem.document(text, attributes: [("source", "stdin")]))
        }
      }
    }
    if !options.file.isEmpty {
      let documents = try DocumentInput.read(
        options.file, workingDirectory: context.workingDirectory, environment: context.environment,
        mode: sandbox, allowPartial: options.allowPartial, cancellation: cancellation)
      parts += documents.parts
      notices += documents.notices
    }
    for image in options.image {
      parts.append(
        try ImageInput.part(
          image, base: context.workingDirectory, environment: context.environment, mode: sandbox,
          cancellation: cancellation))
    }
    if let prompt, !prompt.allSatisfy(\.isWhitespace) { parts.append(InputItem.text(prompt)) }
    if parts.isEmpty {
      if resuming { return Prepared(items: [], notices: notices, prompt: nil) }
      throw AgentError(.usage, "a prompt is missing", hint: "agent-turn \"PROMPT\", or pipe one in")
    }
    return Prepared(
      items: [InputItem.message(role: "user", parts: parts)], notices: notices, prompt: prompt)
  }

  /// The prompt of the command line and of `--prompt`, or nil.
  private func words() throws(AgentError) -> String? {
    let typed = SystemText.readable(options.prompt.filter { $0 != "-" }.joined(separator: " "))
    guard let name = options.promptName else { return typed.isEmpty ? nil : typed }
    let template = try PromptTemplate.load(name, values: options.promptValues, runtime: context.runtime)
    return typed.isEmpty ? template : "\(template)\n\n\(typed)"
  }

  private func standardInput(hasPrompt: Bool, resuming: Bool, _ notices: inout [Event]) throws(AgentError)
    -> PipedInput?
  {
    let isAsked = options.stdin || options.prompt.contains("-")
    let isPrompt = !hasPrompt && !resuming && options.file.isEmpty && options.image.isEmpty
    if isPrompt, !isAsked, Terminal.isTerminal(0) { return nil }
    let policy: StandardInput.Policy =
      options.noStdin || holdsKey ? .never : isAsked || isPrompt ? .always : .automatic
    let reader = StandardInput(limit: options.stdinMax, cancellation: cancellation) {
      [diagnostics = context.diagnostics] in
      diagnostics.note($0)
    }
    switch try reader.read(policy) {
    case .none: return nil
    case .ignored(let reason):
      notices.append(.notice("stdin_ignored", reason, level: "info"))
      return nil
    case .bytes(let bytes):
      if bytes.isEmpty, isPrompt { return nil }
      return try PipedInput(
        bytes, mode: options.input, strict: options.strict, allowPartial: options.allowPartial)
    }
  }
}
