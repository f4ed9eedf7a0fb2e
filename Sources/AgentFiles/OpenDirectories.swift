public import AgentCore
import AgentSystem
import CAgentSystem
import Glibc

/// Directories that were opened once and are held open: what lies beneath one is found from there, wherever it is
/// moved meanwhile.
public final class OpenDirectories: Sendable {
  /// One of them.
  public struct Root: Sendable {
    /// Absolute, with links resolved.
    public let path: String
    public let descriptor: Int32
  }

  /// In the order in which they were named.
  public let roots: [Root]

  /// - Throws: ``AgentError`` where one is not there, or is no directory.
  public init(_ directories: [String]) throws(AgentError) {
    var roots: [Root] = []
    for directory in directories {
      do throws(SystemError) {
        let path = try Path.resolved(directory)
        let descriptor = try Descriptor(opening: path, csystem_o_path() | O_DIRECTORY)
        roots.append(Root(path: path, descriptor: descriptor.release()))
      } catch {
        for root in roots { close(root.descriptor) }
        throw AgentError(error)
      }
    }
    self.roots = roots
  }

  deinit { for root in roots { close(root.descriptor) } }
}
