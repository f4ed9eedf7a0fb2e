import AgentJSON
import AgentModel

extension FuzzTarget {
  /// The stream of a model, of either dialect: what it says does not depend on chunks, items are done once and
  /// in order, and a call whose arguments are no JSON object is never handed out by a stream that ended badly.
  static let decoder = FuzzTarget("decoder") { input in
    guard let first = input.first else { return }
    let dialect: any ModelDialect =
      first & 1 == 0 ? ResponsesDialect() : ChatDialect(isVendor: first & 2 == 0)
    let chunks = Chunks(Array(input.dropFirst()))
    let whole = Answer([chunks.whole[...]], dialect)
    require(Answer(chunks.pieces, dialect) == whole, "chunks give what the whole gives")
    let done = whole.events.compactMap { event in
      if case .itemDone(let index, _) = event { index } else { nil }
    }
    require(Set(done).count == done.count, "an item is done once")
    let ends = whole.events.count { event in if case .completed = event { true } else { false } }
    require(ends <= 1, "a response ends once")
    if whole.failure == nil, whole.isWhole { require(ends == 1, "a response that is whole has ended") }
    if let value = try? JSON(parsing: chunks.whole) {
      var decoder = dialect.makeDecoder(for: ModelRequest(model: "m", input: []), seed: "s")
      _ = try? decoder.takeWhole(value)
      _ = decoder.finish()
    }
  }
}

private struct Answer: Equatable {
  var events: [ModelEvent] = []
  var failure: String?
  var isWhole = false

  init(_ chunks: [ArraySlice<UInt8>], _ dialect: any ModelDialect) {
    var decoder = dialect.makeDecoder(for: ModelRequest(model: "m", input: []), seed: "s")
    var parser = SSEParser()
    do throws(ServerFailure) {
      for chunk in chunks {
        for event in parser.push(chunk) {
          events += try decoder.take(name: event.name, data: event.data)
          if decoder.isComplete { break }
        }
        if decoder.isComplete { break }
      }
      if let rest = decoder.finish() {
        events += rest
        isWhole = true
      }
    } catch {
      failure = "\(error)"
    }
  }
}
