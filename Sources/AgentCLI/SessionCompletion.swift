import AgentCore
import AgentSystem
public import ArgumentParser

/// What shells offer where a session is wanted: the newest ids and the names that stand for one.
///
/// The ids are the names of files; no session is opened, so that the Tab key answers at once.
extension CompletionKind {
  /// - Parameter others: further words that the option takes, such as `new`.
  public static func session(_ others: [String] = []) -> CompletionKind {
    .custom { words, _, _ in
      let runtime = RuntimeDirectory(
        option: SessionCompletion.runtimeDirectory(in: words), environment: ProcessEnvironment.read(),
        workingDirectory: Path.workingDirectory())
      return ["latest"] + others + SessionCompletion.newest(in: runtime)
    }
  }
}

enum SessionCompletion {
  /// More would only scroll by.
  static let limit = 200

  /// The ids of the newest sessions, newest first; none when the directory cannot be read.
  static func newest(in runtime: RuntimeDirectory) -> [String] {
    let suffix = ".ndjson"
    let names = (try? Files.list(runtime.folder(.sessions))) ?? []
    let ids = names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
    return ids.filter(SessionID.isValid).suffix(limit).reversed()
  }

  /// The value of `--runtime-dir` among the words of a command line that is being typed.
  static func runtimeDirectory(in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == "--runtime-dir", index + 1 < words.count { return words[index + 1] }
      if word.hasPrefix("--runtime-dir=") { return String(word.dropFirst("--runtime-dir=".count)) }
    }
    return nil
  }
}
