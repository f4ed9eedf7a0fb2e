public import AgentCore
import AgentSystem

/// The variables in which keys are looked up: the process's own, then those of the runtime directory's
/// `.env`, which is read for keys and nothing else.
public enum KeyEnvironment {
  static let names = ["AGENT_API_KEY"] + Vendor.allCases.map(\.environmentName)

  /// The environment for a program that is started: keys are none of its business.
  public static func withoutKeys(_ environment: [String: String]) -> [String: String] {
    environment.filter { !names.contains($0.key) }
  }

  /// - Throws: `auth` when `.env` cannot be read. Its owner and modes are
  ///   ``AgentCore/RuntimeDirectory/secure()``'s to check.
  public static func read(runtime: RuntimeDirectory, environment: [String: String]) throws(AgentError)
    -> [String: String]
  {
    let path = runtime.environmentFile
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.readIfPresent(path, limit: 1 << 20)
    } catch {
      throw AgentError(.auth, "cannot be read: \(error.reason)", object: path)
    }
    var merged = environment
    for (name, value) in parse(String(decoding: bytes ?? [], as: UTF8.self)) where names.contains(name) {
      if merged[name]?.isEmpty != false { merged[name] = value }
    }
    return merged
  }

  /// Lines `NAME=value`, with or without `export`, the value in quotes or not; `#` begins a comment.
  static func parse(_ text: String) -> [(String, String)] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      var line = trim(line)
      if line.hasPrefix("export ") { line = trim(line.dropFirst(7)) }
      guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { return nil }
      var value = trim(line[line.index(after: equals)...])
      if let quote = value.first, quote == "\"" || quote == "'",
        let end = value.dropFirst().firstIndex(of: quote)
      {
        value = value[value.index(after: value.startIndex)..<end]
      } else if let comment = value.firstIndex(of: "#"), comment > value.startIndex,
        value[value.index(before: comment)].isWhitespace
      {
        value = trim(value[..<comment])
      }
      return (String(trim(line[..<equals])), String(value))
    }
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
