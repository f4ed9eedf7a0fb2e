/// Thrown by a command that ends with the status of a program that it ran, whatever that is: what had to be told
/// has been told by then.
public struct ForeignStatus: Error {
  let code: Int32

  public init(_ code: Int32) { self.code = code & 0xff }
}
