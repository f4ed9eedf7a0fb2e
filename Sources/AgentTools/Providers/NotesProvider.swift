public import AgentCore
import AgentSystem

/// `agents_md`: the AGENTS.md files of a workspace, from the root of its repository inwards: notes of the people
/// who work there, shown to the model as data.
public struct NotesProvider: ContextProvider {
  public let name = "agents_md"
  public let isStable = true

  /// Most bytes of all notes together.
  static let limit = 32 << 10

  public init() {}

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    let notes = Self.read(workspace: context.tree.workspace)
    guard let text = notes.text else { return nil }
    let notice =
      notes.dropped > 0
      ? Event.notice("notes_cut", "left out \(notes.dropped) bytes of AGENTS.md files") : nil
    return ContextContribution(provider: name, elements: text, isStable: true, notice: notice)
  }

  struct Notes: Sendable, Equatable {
    /// An element for each file, or nil when there are none.
    var text: String?
    /// Bytes that were left out.
    var dropped = 0
  }

  /// Reads AGENTS.md from the workspace up to the repository root; outermost first.
  static func read(workspace: String) -> Notes {
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
