public import AgentCore
public import AgentSystem

/// Durable lines that keep the limit of 1 MiB.
public enum EventLine {
  /// Room for the envelope and the checksum, in bytes.
  private static let overhead = 512

  /// The line without its newline; long strings have gone to blobs, which are on disk by then.
  public static func encode(
    _ event: Event, sequence: Int, time: Timestamp, session: String?, turn: Int?, blobs: BlobStore
  ) throws(AgentError) -> [UInt8] {
    let line = EventEncoder.encode(
      event, at: .sequence(sequence), time: time, session: session, turn: turn)
    if line.count < EventEncoder.lineLimit { return line }
    let fitting = Event(
      type: event.type,
      payload: try blobs.fitting(event.payload, limit: EventEncoder.lineLimit - overhead))
    let shorter = EventEncoder.encode(
      fitting, at: .sequence(sequence), time: time, session: session, turn: turn)
    if shorter.count < EventEncoder.lineLimit { return shorter }
    throw AgentError(
      .tooLarge, "an event of \(line.count) bytes cannot be brought under 1 MiB", object: event.type)
  }
}
