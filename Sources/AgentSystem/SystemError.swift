import CAgentSystem
import Glibc

/// A system call that failed: which, on what, and why.
public struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the call, as in section 2 of the manual.
  public let call: String
  /// The path or other object it was about; empty when there is none.
  public let object: String
  /// The value of errno(3).
  public let number: Int32

  public init(_ call: String, _ object: String = "", number: Int32) {
    self.call = call
    self.object = object
    self.number = number
  }

  /// Takes the error number that the call just left in errno.
  public init(_ call: String, _ object: String = "") {
    self.init(call, object, number: errno)
  }

  /// Whether the call failed for want of something (space, descriptors, memory, a working disk) and not for
  /// what it was asked.
  public var isOfTheSystem: Bool {
    [EIO, ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM, EINTR, ENOLCK].contains(number)
  }

  /// The system's sentence for the error number, such as `No such file or directory`.
  public var reason: String {
    String(cString: csystem_error_text(number))
  }

  public var description: String {
    object.isEmpty ? "\(call): \(reason)" : "\(call): \(object): \(reason)"
  }
}

/// Runs a call until it is not interrupted by a signal; a negative result throws.
@discardableResult
public func retryingInterrupts<Result: SignedInteger>(
  _ call: String, _ object: @autoclosure () -> String = "", _ body: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = body()
    if result >= 0 { return result }
    let number = errno
    if number != EINTR { throw SystemError(call, object(), number: number) }
  }
}
