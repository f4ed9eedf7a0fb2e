@testable import AgentExtract

extension FuzzTarget {
  /// A page, behind a byte that chooses the options.
  static let html = FuzzTarget("html") { input in
    guard let choice = input.first else { return }
    ExtractionUnderTest(choice, .html).check(Array(input.dropFirst()))
  }
}
