public import AgentCore
import AgentSystem

/// `--prompt NAME`: a prompt kept as `prompts/NAME.md` in the runtime directory, with `{{key}}` for values.
public enum PromptTemplate {
  public static func load(_ name: String, values: [String], runtime: RuntimeDirectory) throws(AgentError)
    -> String
  {
    let folder = runtime.folder(.prompts)
    let known = ((try? Files.list(folder)) ?? []).filter { $0.hasSuffix(".md") }.map {
      String($0.dropLast(3))
    }
    guard known.contains(name) else {
      throw AgentError(
        .inputMissing, "no such prompt", object: name,
        hint: NearMatch.hint(name, in: known) ?? "prompts are files in \(folder)")
    }
    do {
      let text = String(decoding: try Files.read("\(folder)/\(name).md", limit: 16 << 20), as: UTF8.self)
      return try fill(text, values)
    } catch let error as AgentError {
      throw error
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  /// Replaces each `{{key}}`, once: what a value holds is not looked at again.
  /// - Throws: 64 for a key without a value, or a value without a key.
  static func fill(_ text: String, _ values: [String]) throws(AgentError) -> String {
    var pairs: [String: String] = [:]
    for value in values {
      let (key, text) = value.cut(byte: "=") ?? (value[...], "")
      pairs[String(key)] = String(text)
    }
    var unused = Set(pairs.keys)
    var output = ""
    var rest = Substring(text)
    while let open = rest.firstRange(bytes: "{{"),
      let close = rest[open.upperBound...].firstRange(bytes: "}}")
    {
      let key = rest[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace }
      guard let value = pairs[key] else {
        throw AgentError(.usage, "the prompt wants a value", object: key, hint: "-p \(key)=VALUE")
      }
      unused.remove(key)
      output += rest[..<open.lowerBound] + value
      rest = rest[close.upperBound...]
    }
    if let extra = unused.sorted().first {
      throw AgentError(.usage, "the prompt has no place for this value", object: extra)
    }
    return output + rest
  }
}
