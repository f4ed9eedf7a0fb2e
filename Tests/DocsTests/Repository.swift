import AgentSystem

/// The checkout whose documents are tested. What there is to test is found here, so that a new command or page
/// needs no change in a test.
enum Repository {
  /// The directory that holds Package.swift.
  static let root = Path.parent(Path.parent(Path.parent(#filePath)))

  static func path(_ name: String) -> String { Path.join(root, name) }

  static func text(_ name: String) throws -> String {
    String(decoding: try Files.read(path(name)), as: UTF8.self)
  }

  /// The executables that Package.swift makes.
  static func commands() throws -> [String] {
    try text("Package.swift").matches(of: /command\("(agent[a-z-]*)"/).map { String($0.output.1) }
  }

  /// The pages in man/, by file name.
  static func pageNames() throws -> [String] {
    try Files.list(path("man")).filter { $0.contains(/\.[1-9]$/) }
  }

  static func pages() throws -> [ManualPage] {
    try pageNames().map { ManualPage(fileName: $0, source: try text("man/\($0)")) }
  }

  static func page(_ fileName: String) throws -> ManualPage {
    ManualPage(fileName: fileName, source: try text("man/\(fileName)"))
  }

  /// The Markdown documents at the root.
  static func markdownNames() throws -> [String] { try Files.list(root).filter { $0.hasSuffix(".md") } }
}
