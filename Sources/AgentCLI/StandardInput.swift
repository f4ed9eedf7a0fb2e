public import AgentCore
import AgentSystem

extension CommandContext {
  /// All of standard input.
  /// - Parameter limit: bytes; more is an error.
  public func readInputBytes(limit: Int = 64 << 20) throws(AgentError) -> [UInt8] {
    do throws(SystemError) {
      return try IO.readToEnd(0, limit: limit, of: "standard input")
    } catch {
      throw AgentError(error)
    }
  }

  /// All of standard input as text.
  /// - Throws: 65 where it is not UTF-8.
  public func readInput(limit: Int = 64 << 20) throws(AgentError) -> String {
    guard let text = String(validating: try readInputBytes(limit: limit), as: UTF8.self) else {
      throw AgentError(.badData, "is not UTF-8", object: "standard input")
    }
    return text
  }
}
