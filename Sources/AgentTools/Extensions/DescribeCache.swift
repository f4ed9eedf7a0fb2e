import AgentCore
import AgentJSON
import AgentSystem

/// What programs have said of themselves, kept in `cache/describe.json` for as long as the file is the same, so
/// that they are run once and not in every turn. A refusal is kept for ten minutes.
///
/// It is derived: a cache that cannot be read or written is done without.
struct DescribeCache {
  private struct Entry {
    let key: String
    let answer: DescribeRun.Answer
    /// Milliseconds since 1970.
    let time: Int
  }

  private static let sizeLimit = 8 << 20
  private static let refusalAge = 600_000
  private static let entryLimit = 1000

  private let runtime: RuntimeDirectory
  private let now: Int
  private var entries: [String: Entry] = [:]
  private var hasChanged = false

  init(_ runtime: RuntimeDirectory, now: Timestamp) {
    self.runtime = runtime
    self.now = now.milliseconds
    guard let bytes = try? Files.readIfPresent(path, limit: Self.sizeLimit),
      let json = try? JSON(parsing: bytes)
    else { return }
    for member in json.object ?? [:] {
      guard let key = member.value["key"]?.string, let time = member.value["time"]?.int else { continue }
      if let objects = member.value["objects"]?.array {
        entries[member.key] = Entry(key: key, answer: .described(objects), time: time)
      } else if let reason = member.value["refused"]?.string {
        entries[member.key] = Entry(key: key, answer: .refused(reason), time: time)
      }
    }
  }

  private var path: String { "\(runtime.folder(.cache))/describe.json" }

  /// - Parameter key: what the answer depends on.
  subscript(path: String, key: String) -> DescribeRun.Answer? {
    guard let entry = entries[path], entry.key == key else { return nil }
    if case .refused = entry.answer, !(0...Self.refusalAge).contains(now - entry.time) { return nil }
    return entry.answer
  }

  mutating func keep(_ answer: DescribeRun.Answer, of path: String, key: String) {
    entries[path] = Entry(key: key, answer: answer, time: now)
    hasChanged = true
  }

  /// Writes what is new.
  func save() {
    guard hasChanged else { return }
    let newest = entries.sorted { ($1.value.time, $0.key) < ($0.value.time, $1.key) }.prefix(Self.entryLimit)
    var object = JSONObject()
    for (path, entry) in newest.sorted(by: { $0.key < $1.key }) {
      var members: JSONObject = ["key": .string(entry.key), "time": .int(entry.time)]
      switch entry.answer {
      case .described(let objects): members.append("objects", .array(objects))
      case .refused(let reason): members.append("refused", .string(reason))
      }
      object.append(path, .object(members))
    }
    try? runtime.prepare(.cache)
    try? Files.replace(path, with: JSON.object(object).bytes)
  }
}
