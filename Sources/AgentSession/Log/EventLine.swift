public import AgentCore
import AgentJSON
public import AgentSystem

/// Durable lines that keep the limit of 1 MiB.
public enum EventLine {
  /// Room for the envelope and the checksum, in bytes.
  private static let overhead = 512

  /// The line without its newline; long strings have gone to blobs, which are on disk by then.
  public static func encode(
    _ event: Event, sequence: Int, time: Timestamp, session: String?, turn: Int?, blobs: BlobStore
  ) throws(AgentError) -> [UInt8] {
    if texts(in: .object(event.payload)) < EventEncoder.lineLimit {
      let line = EventEncoder.encode(
        event, at: .sequence(sequence), time: time, session: session, turn: turn)
      if line.count < EventEncoder.lineLimit { return line }
    }
    let fitting = Event(
      type: event.type,
      payload: try blobs.fitting(event.payload, limit: EventEncoder.lineLimit - overhead))
    let shorter = EventEncoder.encode(
      fitting, at: .sequence(sequence), time: time, session: session, turn: turn)
    if shorter.count < EventEncoder.lineLimit { return shorter }
    throw AgentError(
      .tooLarge, "an event of \(shorter.count) bytes cannot be brought under 1 MiB", object: event.type)
  }

  /// Bytes of all strings: the least that the line takes. What is far too long need not be written out to be
  /// found so.
  private static func texts(in value: JSON) -> Int {
    switch value {
    case .string(let text): text.utf8.count
    case .array(let elements): elements.reduce(0) { $0 + texts(in: $1) }
    case .object(let object): object.members.reduce(0) { $0 + texts(in: $1.value) }
    default: 0
    }
  }
}
