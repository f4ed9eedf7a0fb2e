public import AgentJSON

/// What a model's stream says, in the same terms for every dialect.
///
/// Deltas are for showing; an item counts when it is done. Items are numbered in output order and are done
/// in that order.
public enum ModelEvent: Sendable, Equatable {
  /// What a delta belongs to.
  public enum Channel: String, Sendable {
    case text, reasoning
    /// Arguments of a call, or the input of a custom tool.
    case args
  }

  /// The server has begun; `id` is the response's, where it gave one.
  case started(id: String?)
  /// An item has begun. `kind` is its type (`message`, `reasoning`, `function_call` …), `name` the tool's.
  case itemStarted(index: Int, kind: String, name: String?)
  case delta(index: Int, channel: Channel, text: String)
  /// A whole item: a canonical Responses output item, from the Responses dialect verbatim.
  case itemDone(index: Int, item: JSON)
  case usage(TokenUsage)
  /// What the server tells of its limits: its headers by name, or an event of its own.
  case rateLimit(JSON)
  /// Something in the stream was passed over.
  case notice(code: String, message: String)
  /// The response ended well: `completed`, `max_output_tokens`, `content_filter` or a reason of the
  /// server's own.
  case completed(stopReason: String)
}
