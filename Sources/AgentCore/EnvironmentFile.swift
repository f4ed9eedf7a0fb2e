import AgentSystem

/// The `.env` of the runtime directory. It is read for keys only: a variable of another name in it has no
/// effect, so that nothing but a key can be slipped in there.
public enum EnvironmentFile {
  /// The names that count as keys.
  public static func isKeyName(_ name: String) -> Bool { name.hasSuffix("_API_KEY") }

  /// The environment with the keys of the file added; a variable that is set already wins.
  public static func addingKeys(to environment: [String: String], from runtime: RuntimeDirectory)
    throws(AgentError) -> [String: String]
  {
    let bytes: [UInt8]?
    do {
      bytes = try Files.readIfPresent(runtime.environmentFile, limit: 1 << 20)
    } catch {
      throw AgentError(error)
    }
    guard let bytes else { return environment }
    let keys = parse(String(decoding: bytes, as: UTF8.self)).filter { isKeyName($0.key) }
    return environment.merging(keys) { present, added in present.isEmpty ? added : present }
  }

  /// `NAME=value` lines: `export`, `#` comments, single and double quotes. Lines of another form are passed
  /// over.
  static func parse(_ text: String) -> [String: String] {
    var variables: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      var rest = trim(line)
      if rest.hasPrefix("export ") { rest = trim(rest.dropFirst(7)) }
      guard !rest.hasPrefix("#"), let equals = rest.firstIndex(of: "=") else { continue }
      let name = trim(rest[..<equals])
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { continue }
      variables[String(name)] = unquote(trim(rest[rest.index(after: equals)...]))
    }
    return variables
  }

  private static func unquote(_ value: Substring) -> String {
    guard let quote = value.first, quote == "\"" || quote == "'",
      let end = value.dropFirst().firstIndex(of: quote)
    else {
      // Unquoted: a comment begins at a blank followed by `#`.
      var bare = value
      while let hash = bare.lastIndex(of: "#"), hash > bare.startIndex,
        bare[bare.index(before: hash)].isWhitespace
      {
        bare = trim(bare[..<hash])
      }
      return String(bare)
    }
    return String(value[value.index(after: value.startIndex)..<end])
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
