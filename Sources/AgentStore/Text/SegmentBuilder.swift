/// What is being indexed, in memory: for each term the documents that have it.
struct SegmentBuilder {
  struct Document {
    let number: Int
    /// The terms with their frequencies.
    var terms: [(term: Int, frequency: Int)]
  }

  private(set) var table = TermTable()
  private(set) var lists: [PostingList] = []
  private(set) var documents = 0
  /// Of the first documents, so that few can be stored one by one.
  private(set) var early: [Document] = []
  private var frequencies: [Int] = []
  private var touched: [Int] = []

  static let earlyLimit = 64

  mutating func count(_ term: UnsafeRawBufferPointer, weight: Int) {
    let number = table.number(of: term)
    if number == lists.count {
      lists.append(PostingList())
      frequencies.append(0)
    }
    if frequencies[number] == 0 { touched.append(number) }
    frequencies[number] += weight
  }

  /// Ends the document whose terms were counted.
  /// - Returns: its length in terms.
  mutating func end(_ document: Int) -> Int {
    var length = 0
    let isEarly = documents < Self.earlyLimit
    var terms: [(term: Int, frequency: Int)] = []
    for number in touched {
      let frequency = min(frequencies[number], 255)
      frequencies[number] = 0
      length += frequency
      lists[number].append(document, frequency: frequency)
      if isEarly { terms.append((number, frequency)) }
    }
    touched.removeAll(keepingCapacity: true)
    if isEarly { early.append(Document(number: document, terms: terms)) }
    documents += 1
    return length
  }
}
