import AgentCore
import AgentSystem

/// The text of `--help` as it was written out when the options were last changed.
///
/// It is a copy, for speed alone: ArgumentParser makes the same text anew in twice the time of everything else
/// that a command does for it. Where the copy is missing that is what happens, and a test compares the two.
enum HelpPage {
  /// - Parameter words: the command and its verbs.
  static func text(_ words: [String]) -> String? {
    let resources = ResourceDirectory(environment: ProcessEnvironment.read())
    let path = Path.join(resources.path, "AgentCLI/Resources/help/\(words.joined(separator: "-")).txt")
    guard let bytes = try? Files.readIfPresent(path, limit: 1 << 16), bytes.last == 0x0a else { return nil }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}
