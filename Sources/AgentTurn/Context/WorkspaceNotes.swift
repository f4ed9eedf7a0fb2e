import AgentCore
import AgentJSON
import AgentSystem
import AgentTools

/// The AGENTS.md files of a workspace: notes of the people who work there, shown to the model as data.
public enum WorkspaceNotes {
  /// Most bytes of all notes together.
  static let limit = 32 << 10

  public struct Notes: Sendable, Equatable {
    /// One user message, or nil when there are no notes.
    public var text: String?
    /// Bytes that were left out.
    public var dropped = 0
  }

  /// Reads AGENTS.md from the workspace up to the repository root; outermost first.
  public static func read(workspace: String) -> Notes {
    var sections: [String] = []
    var notes = Notes()
    var room = limit
    let directories = Workspace.directoriesToRepositoryRoot(from: workspace)
    // A link in a repository that somebody else made must not show the model a file from outside of it.
    guard let tree = try? ConfinedTree(workspace: directories.last ?? workspace) else { return notes }
    for directory in directories {
      let path = Path.join(directory, "AGENTS.md")
      guard let file = try? tree.openFile(path),
        let bytes = try? IO.readToEnd(file.raw, limit: 16 << 20, of: path), !bytes.isEmpty
      else { continue }
      var end = min(bytes.count, room)
      while end > 0, end < bytes.count, bytes[end] & 0xc0 == 0x80 { end -= 1 }
      notes.dropped += bytes.count - end
      room -= end
      if end == 0 { continue }
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      sections.insert(
        DataElement.text(.workspaceNotes, attributes: [("path", path)], "\n\(text)\n"), at: 0)
    }
    if !sections.isEmpty { notes.text = sections.joined(separator: "\n") }
    return notes
  }
}
