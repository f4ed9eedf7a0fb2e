@testable import AgentExtract

extension FuzzTarget {
  /// Text, Markdown and source code, behind a byte that chooses which and the options: what has no markup of
  /// ours comes out as it went in, and is cut into records at any size.
  static let text = FuzzTarget("text") { input in
    guard let choice = input.first else { return }
    ExtractionUnderTest(choice, .markdown, .plainText, .sourceCode).check(Array(input.dropFirst()))
  }
}
