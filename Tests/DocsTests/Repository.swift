import AgentSystem
import AgentTesting

/// The checkout whose documents are tested. What there is to test is found here, so that a new command or page
/// needs no change in a test.
enum Repository {
  static func path(_ name: String) -> String { Checkout.path(name) }

  static func text(_ name: String) throws -> String {
    String(decoding: try Files.read(path(name)), as: UTF8.self)
  }

  static func commands() throws -> [String] { try Checkout.commands() }
  static func executables() throws -> [String] { try Checkout.executables() }

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
  static func markdownNames() throws -> [String] {
    try Files.list(Checkout.root).filter { $0.hasSuffix(".md") }
  }
}
