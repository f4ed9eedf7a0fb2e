import AgentStore

/// The speakers of a store, and which of them a question names: what they said counts more.
struct Speakers {
  private struct Speaker {
    let number: UInt16
    /// The words of the name, in lower case.
    let words: [String]
  }

  private let speakers: [Speaker]
  private let tokenizer: Tokenizer

  init(_ names: [Int: String], _ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    speakers = names.sorted { $0.key < $1.key }.compactMap { number, name in
      guard let number = UInt16(exactly: number) else { return nil }
      let words = Self.words(of: name, tokenizer).map { $0.word.lowercased() }
      return words.isEmpty ? nil : Speaker(number: number, words: words)
    }
  }

  /// Those whose whole name the question has; by a part of a name, "Smith" or "Mel", those of whom no other has
  /// it whole. Who says "I" or "you" to an assistant speaks of its user or of it.
  func named(in questions: [String]) -> Set<UInt16> {
    speakers.isEmpty ? [] : Set(questions.flatMap(named))
  }

  private func named(in question: String) -> Set<UInt16> {
    var words: Set<String> = []
    var names: Set<String> = []
    for (place, (word, isTelling)) in Self.words(of: question, tokenizer).enumerated() {
      let isCapital = word.unicodeScalars.first?.properties.isUppercase ?? false
      let lower = word.lowercased()
      // Some names are words that say nothing: "Will".
      if isTelling || (isCapital && place > 0) { words.insert(lower) }
      if isCapital, isTelling || place > 0 { names.insert(lower) }
      if Self.ownWords.contains(lower) { words.formUnion(Self.userNames) }
      if Self.yourWords.contains(lower) { words.formUnion(Self.assistantNames) }
    }
    let whole = speakers.filter { $0.words.allSatisfy(words.contains) }
    let known = Set(whole.flatMap(\.words))
    let parts = speakers.filter { speaker in
      names.contains { name in
        !known.contains(name) && name.utf8.count >= 3 && speaker.words.contains { $0.hasPrefix(name) }
      }
    }
    return Set((whole + parts).map(\.number))
  }

  private static let ownWords: Set = ["i", "me", "my", "mine", "myself"]
  private static let yourWords: Set = ["you", "your", "yours"]
  private static let userNames: Set = ["user", "human"]
  private static let assistantNames: Set = ["assistant", "ai", "model"]

  /// The words of a text, and whether they say what it is about.
  private static func words(of text: String, _ tokenizer: Tokenizer) -> [(word: String, isTelling: Bool)] {
    let bytes = Array(text.utf8)
    return tokenizer.tokens(of: text).map { token in
      let word = String(decoding: bytes[token.start..<token.end], as: UTF8.self)
      return (word, !tokenizer.isStopWord(word))
    }
  }
}
