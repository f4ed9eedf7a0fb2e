import AgentCore
public import AgentJSON
public import AgentSystem

/// What the running server of the local model says of itself: `cache/local_model.json`, 0600, written by
/// the launcher when the model is loaded and removed when it ends.
public struct LocalModelState: Sendable, Equatable {
  public let process: ProcessIdentity
  /// `http://127.0.0.1:PORT`
  public let url: String
  public let key: String
  /// The model's name and file.
  public let model: String
  public let path: String
  public let contextTokens: Int
  public let threads: Int

  /// Nil when the value lacks something, as another version's may.
  public init?(_ json: JSON) {
    guard let pid = json["pid"]?.int, let ticks = json["start_ticks"]?.int, let url = json["url"]?.string,
      let key = json["key"]?.string, let model = json["model"]?.string, let path = json["path"]?.string,
      let context = json["context"]?.int, let threads = json["threads"]?.int
    else { return nil }
    process = ProcessIdentity(pid: Int32(truncatingIfNeeded: pid), startTicks: ticks)
    self.url = url
    self.key = key
    self.model = model
    self.path = path
    contextTokens = context
    self.threads = threads
  }

  /// What the file says, whether or not the process still runs; nil when there is none or it is damaged.
  static func read(_ path: String) -> LocalModelState? {
    guard let bytes = try? Files.read(path, limit: 1 << 16), let json = try? JSON(parsing: bytes) else {
      return nil
    }
    return LocalModelState(json)
  }
}
