import AgentCore
import AgentSystem
import Glibc

/// What of a request must be a file for agent-turn(1): the system prompt, since a text could be taken for the name of
/// one, and what is attached. They lie in a directory of their own, which goes with this value.
final class OpenAIWorkFiles: Sendable {
  /// Options of agent-turn(1) that name them.
  let options: [String]
  private let directory: String?

  private static let mark = "openai.tmp-"

  init(_ conversation: OpenAIConversation, in runtime: RuntimeDirectory) throws(AgentError) {
    var options: [String] = []
    if conversation.system == nil, conversation.attachments.isEmpty {
      (self.options, directory) = ([], nil)
      return
    }
    try runtime.prepare(.cache)
    Self.removeLeft(in: runtime)
    let directory = Path.join(runtime.folder(.cache), "\(Self.mark)\(getpid())-\(RandomBytes.hex(8))")
    do throws(SystemError) {
      try Files.makeDirectory(directory)
      if let system = conversation.system {
        let file = Path.join(directory, "system.md")
        try Files.writeNew(file, Array(system.utf8))
        options.append("--system=\(file)")
      }
      for (number, attachment) in conversation.attachments.enumerated() {
        switch attachment {
        case .imageLink(let url): options.append("--image=\(url)")
        case .image(let bytes):
          let file = Path.join(directory, "image-\(number)")
          try Files.writeNew(file, bytes)
          options.append("--image=\(file)")
        case .document(let name, let bytes):
          let folder = Path.join(directory, "\(number)")
          try Files.makeDirectory(folder)
          let file = Path.join(folder, name)
          try Files.writeNew(file, bytes)
          options.append("--file=\(file)")
        }
      }
    } catch {
      FileTree.remove(directory)
      throw AgentError(error)
    }
    (self.options, self.directory) = (options, directory)
  }

  deinit { if let directory { FileTree.remove(directory) } }

  /// Removes what servers have left that were killed.
  private static func removeLeft(in runtime: RuntimeDirectory) {
    for name in (try? Files.list(runtime.folder(.cache))) ?? [] where name.utf8.starts(with: mark.utf8) {
      let digits = name.utf8.dropFirst(mark.utf8.count).prefix { (0x30...0x39).contains($0) }
      guard let process = Int32(String(decoding: digits, as: UTF8.self)), process > 0 else { continue }
      if kill(process, 0) != 0, errno == ESRCH { FileTree.remove(Path.join(runtime.folder(.cache), name)) }
    }
  }
}
