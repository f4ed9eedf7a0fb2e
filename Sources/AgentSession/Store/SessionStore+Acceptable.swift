public import AgentCore
import AgentJSON
import AgentSystem

extension SessionStore {
  /// Throws 65 for an event that can never be a sound line of a log: it names a blob that is not there, or is
  /// too long even when its strings have gone to blobs.
  /// - Parameter length: how many bytes it was given as; only long ones are tried.
  public func requireAcceptable(_ given: GivenEvent, length: Int) throws(AgentError) {
    for digest in BlobStore.digests(in: .object(given.event.payload)) where (try? blobs.get(digest)) == nil {
      throw AgentError(.badData, "names blob \(digest), which is not there", object: given.event.type)
    }
    if length < EventEncoder.lineLimit / 2 { return }
    _ = try EventLine.encode(
      given.event, sequence: Int.max, time: Timestamp(milliseconds: 0),
      session: SessionID.make(at: Timestamp(milliseconds: 0)), turn: given.turn, blobs: blobs)
  }
}
