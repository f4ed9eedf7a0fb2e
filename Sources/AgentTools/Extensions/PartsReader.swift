import AgentCore
import AgentJSON
import AgentSystem

/// Reads what a call has left in its directory. Who wrote there is not trusted: nothing is opened that lies
/// elsewhere, and no more is read than a result may have.
struct PartsReader {
  private let scratch: Scratch?
  private let own: ConfinedTree?
  private let tree: ConfinedTree

  /// - Parameter scratch: nil where the call has no directory of its own.
  init(_ scratch: Scratch?, _ tree: ConfinedTree) throws(AgentError) {
    self.scratch = scratch
    self.tree = tree
    own = try scratch.map { scratch throws(AgentError) in try ConfinedTree(workspace: scratch.path) }
  }

  /// What a script wrote to `$LLM_OUTPUT`.
  func text() throws(AgentError) -> String? {
    try contents(Scratch.textName).map { String(decoding: $0, as: UTF8.self) }
  }

  func parts() throws(AgentError) -> ToolParts? {
    guard let bytes = try contents(Scratch.partsName) else { return nil }
    return try parts(ToolParts.values(bytes))
  }

  func parts(_ values: [JSON]) throws(AgentError) -> ToolParts {
    try ToolParts(values) { path throws(AgentError) in
      if let own, path.hasPrefix(bytes: "/"),
        Path.relative(Path.absolute(path, base: "/"), to: own.workspace) != nil
      {
        return try IO.readFile(own, path, limit: ToolParts.byteLimit)
      }
      return try IO.readFile(tree, path, limit: ToolParts.byteLimit)
    }
  }

  private func contents(_ name: String) throws(AgentError) -> [UInt8]? {
    guard let scratch, let own, Files.exists("\(scratch.path)/\(name)") else { return nil }
    let bytes = try IO.readFile(own, name, limit: ToolParts.byteLimit * 2)
    return bytes.isEmpty ? nil : bytes
  }
}

/// Standard output that is parts: kept whole, within the bounds of a result.
final class PartsBuffer: Sendable {
  private let state = Monitor((bytes: [UInt8](), isTooLarge: false))

  func append(_ chunk: [UInt8]) {
    state.withLock { state in
      if state.bytes.count + chunk.count > ToolParts.byteLimit * 2 { state.isTooLarge = true }
      if !state.isTooLarge { state.bytes += chunk }
    }
  }

  var bytes: [UInt8] { state.withLock { $0.bytes } }

  func parts(_ reader: PartsReader) throws(AgentError) -> ToolParts {
    if state.withLock({ $0.isTooLarge }) {
      throw AgentError(.tooLarge, "printed parts of more than \(ToolParts.byteLimit >> 19) MiB")
    }
    return try reader.parts(ToolParts.values(bytes))
  }
}

extension IO {
  /// The bytes of a file in a tree.
  static func readFile(_ tree: ConfinedTree, _ path: String, limit: Int) throws(AgentError) -> [UInt8] {
    let file = try tree.openFile(path)
    do throws(SystemError) {
      return try readToEnd(file.raw, limit: limit, of: path)
    } catch {
      throw AgentError(error)
    }
  }
}
