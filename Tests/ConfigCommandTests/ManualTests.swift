import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import ConfigCommand

/// The tables of agent-config(1), agent-config(5) and agent-runtime(5) are those of the code.
@Suite struct ManualTests {
  private static func page(_ name: String) throws -> [String] {
    let root = Path.parent(Path.parent(Path.parent(#filePath)))
    return String(decoding: try Files.read("\(root)/man/\(name)"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// The lines between two lines of a page.
  private static func lines(of name: String, from start: String, to end: String) throws -> [String] {
    let rest = try page(name).drop { $0 != start }.dropFirst()
    return Array(rest.prefix { $0 != end })
  }

  @Test func settings() throws {
    let expected = ConfigurationKey.all.flatMap { key -> [String] in
      let value = key.defaultValue
      let preset = value.isNull ? "" : " , \(value.string ?? value.text)"
      let summary = key.summary.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "\\(aq")
      var lines = [".It Va \(key.name) Pq \(key.kind.name)\(preset)", summary]
      if key.isProjectAllowed { lines += [".Pq a project may set it"] }
      return lines
    }
    let lines = try Self.lines(of: "agent-config.5", from: ".Sh SETTINGS", to: ".Sh FILES")
      .drop { !$0.hasPrefix(".It") }.dropLast()
    #expect(Array(lines) == expected, "the section should be:\n\(expected.joined(separator: "\n"))")
  }

  @Test func requirements() throws {
    let rows = try Self.lines(of: "agent-config.1", from: ".Sh REQUIREMENTS", to: ".Sh ENVIRONMENT")
      .filter { $0.hasPrefix(".It") }.dropFirst()
    #expect(
      Array(rows)
        == Dependency.all.map {
          ".It \($0.feature) Ta \($0.need.name) Ta \($0.package) Ta \($0.group.rawValue)"
            + ($0.isOptional ? " Ta optional" : " Ta needed")
        })
  }

  @Test(arguments: RuntimeDirectory.Folder.allCases)
  func runtimeFolder(folder: RuntimeDirectory.Folder) throws {
    let lines = try Self.lines(of: "agent-runtime.5", from: ".Sh FILES", to: ".Sh SEE ALSO")
    #expect(
      lines.contains { $0.hasPrefix(".It") && $0.split(separator: " ").contains("\(folder.rawValue)/") })
  }
}
