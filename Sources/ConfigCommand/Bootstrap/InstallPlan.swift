import AgentJSON
import AgentSystem

/// What the `install` of a command would put where: its own words with `-n`. Pure but for the look at the files.
struct InstallPlan {
  /// Units of systemd, by path and text.
  let units: [(path: String, text: String)]
  /// A line of the crontab.
  let line: String?

  init(_ records: [JSON]) {
    units = records.compactMap { record in
      guard let path = record["path"]?.string, let text = record["text"]?.string else { return nil }
      return (path, text)
    }
    line = records.compactMap { $0["line"]?.string }.first
  }

  var unitNames: [String] { units.map { Path.name($0.path) } }

  /// Whether each unit is there as it should be.
  var isInPlace: Bool { !units.isEmpty && units.allSatisfy { Self.contents($0.path) == $0.text } }

  /// Whether no unit of the user's own is there, so that those of a package are in force.
  var isAbsent: Bool { !units.contains { Files.exists($0.path) } }

  private static func contents(_ path: String) -> String? {
    guard let bytes = try? Files.read(path, limit: 1 << 16) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is left to do, for a person.
  var summary: String {
    line.map { "a line of the crontab: \($0)" } ?? units.map(\.path).joined(separator: ", ")
  }
}
