public import AgentCore

/// Gives vectors to texts: texts near in meaning get near vectors.
public protocol Embedder: Sendable {
  /// The model, as it is kept beside its vectors.
  var name: String { get }

  /// One vector a text, all of one length, in order.
  func vectors(for texts: [String], asQuestions: Bool) throws(AgentError) -> [[Float]]
}
