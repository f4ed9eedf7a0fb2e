import AgentCLI
import AgentCore
import AgentExtract
import AgentJSON

/// `--formats`: what can be read here, and what is missing for the rest.
enum FormatList {
  static func print(_ format: OutputFormat, _ context: CommandContext) throws -> ExitStatus {
    let values = Format.all.map { value($0, context) }
    switch format {
    case .json: try context.output.record(.array(values))
    case .ndjson: for value in values { try context.output.record(value) }
    default:
      for known in Format.all {
        let isReady = known.isReady(environment: context.environment)
        let state = isReady ? "ready" : "needs \(known.package ?? "")"
        let types = known.mediaTypes.map(\.name).joined(separator: ", ")
        try context.output.text("\(padded(known.name, 10))\(padded(state, 22))\(types)\n")
      }
    }
    return .done
  }

  private static func value(_ format: Format, _ context: CommandContext) -> JSON {
    [
      "type": "format", "v": 1, "name": .string(format.name),
      "ready": .bool(format.isReady(environment: context.environment)),
      "media_types": .array(format.mediaTypes.map { .string($0.name) }), "program": JSON(format.program),
      "package": JSON(format.package),
    ]
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
