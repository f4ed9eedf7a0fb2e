/// What an appended event must survive before the call returns.
public enum Durability: String, Sendable, CaseIterable {
  /// Nothing is promised.
  case none
  /// The end of the process, SIGKILL too: it has been written to the file.
  case process
  /// A power cut: the file has been synced.
  case power
}
