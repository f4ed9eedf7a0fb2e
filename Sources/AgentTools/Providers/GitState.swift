import AgentSystem

/// What is told of a repository, from the words of git. Pure.
struct GitState: Equatable {
  var branch: String?
  var commit: String?
  var changed = 0
  var untracked: Int?

  /// - Parameters:
  ///   - text: a line of the last commit, then what `git status --porcelain=v2 --branch` prints.
  ///   - hasUntracked: whether files that git does not know were looked for.
  init(parsing text: String, hasUntracked: Bool) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if let line = lines.popFirst(), !line.isEmpty { commit = Self.shortened(line) }
    if hasUntracked { untracked = 0 }
    for line in lines {
      switch line.first {
      case "#":
        let words = line.split(separator: " ", maxSplits: 2)
        if words.count == 3, words[1] == "branch.head" { branch = Self.shortened(words[2]) }
      case "1", "2", "u": changed += 1
      case "?": untracked? += 1
      default: break
      }
    }
  }

  /// From the file `HEAD`, where git itself cannot be asked.
  init(head: String) {
    let line = head.prefix { !$0.isNewline }
    let reference = "ref: refs/heads/"
    branch = line.hasPrefix(reference) ? Self.shortened(line.dropFirst(reference.count)) : "(detached)"
    isOnlyBranch = true
  }

  private var isOnlyBranch = false

  var text: String {
    var parts = [branch.map { "branch \($0)" } ?? "no branch"]
    if !isOnlyBranch {
      let isClean = changed == 0 && untracked ?? 0 == 0
      parts.append(isClean ? "clean" : "\(changed) changed" + (untracked.map { ", \($0) untracked" } ?? ""))
    }
    return parts.joined(separator: ", ") + (commit.map { "; last commit \($0)" } ?? "")
  }

  /// Names and subjects are other people's words: one line, and not a long one.
  private static func shortened(_ text: some StringProtocol) -> String {
    let words = Terminal.sanitized(String(text))
    return words.count <= 100 ? words : words.prefix(99) + "…"
  }
}
