import AgentCore
import AgentJSON
import AgentSystem

/// A call of a process that is kept alive.
struct KeptCall {
  private let item: Extension
  private let runner: ExtensionRunner
  private let context: ToolContext

  init(_ item: Extension, _ runner: ExtensionRunner, _ context: ToolContext) {
    self.item = item
    self.runner = runner
    self.context = context
  }

  func run(_ arguments: JSON) throws(AgentError) -> ToolOutput {
    let (item, runner, context) = (item, runner, context)
    let process = try runner.process(of: item) { () throws(AgentError) in
      let scratch = try Scratch(context.runtime)
      let requests = SessionRequests(runner.host, session: context.session)
      return KeptProcess(
        item.name, scratch: scratch,
        start: { () throws(AgentError) in
          ExtensionLaunch(
            item, host: runner.host, sandbox: try runner.sandbox(for: item), scratch: scratch.path,
            context: context)
        },
        // What belongs to a project speaks for nobody.
        handle: { if item.origin == .user { requests.handle($0) } })
    }
    let isRaw = item.description.input == .raw
    let raw = ExtensionDescription.onlyText(item.description.tool.parameters) ?? "input"
    let reply = try process.request(
      [
        "op": "call", "kind": .string(item.kind.singular), "name": .string(item.name),
        "args": isRaw ? arguments[raw] ?? "" : arguments, "call_id": .string(context.callID),
      ], until: context.deadline, context.cancellation)
    return try result(reply, PartsReader(process.scratch, context.tree))
  }

  private func result(_ reply: JSON, _ reader: PartsReader) throws(AgentError) -> ToolOutput {
    let printed = reply["stdout"]?.string ?? ""
    var fields = JSONObject()
    if let error = reply["error"], !error.isNull {
      if !printed.isEmpty { fields.append("log", .string(String(printed.suffix(2048)))) }
      let words = error.string ?? error["message"]?.string ?? error.text
      let trace = error["trace"]?.string.map { "\n\($0)" } ?? ""
      return ToolOutput("Error: \(words)\(trace)", succeeded: false, itemFields: fields)
    }
    let value = reply["result"] ?? .null
    let parts = try reply["parts"]?.array.map { values throws(AgentError) in try reader.parts(values) }
    var text = (parts?.text ?? "") + (value.isNull ? "" : value.string ?? value.text)
    if text.isEmpty, parts == nil {
      text = printed
    } else if !printed.isEmpty {
      fields.append("log", .string(String(printed.suffix(2048))))
    }
    let output = runner.output(context)
    output.append(Array(text.utf8))
    var result = ExtensionResult.said(output.finish(), fields)
    result.images = parts?.images ?? []
    return result
  }
}
