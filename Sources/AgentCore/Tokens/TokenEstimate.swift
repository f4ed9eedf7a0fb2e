/// How many tokens a model will count, estimated without its vocabulary.
///
/// The weights were fitted to OpenAI's o200k_base over English prose, Markdown, source code in several
/// languages, JSON and HTML: for these the estimate is within 10 % as a rule and within 15 % nearly always,
/// from some hundred characters on. Other languages are within 25 %; letters of other scripts are weighed one
/// by one. Vocabularies of other makers differ from that one by as much.
public enum TokenEstimate {
  /// Tokens of a text.
  public static func tokens(in text: String) -> Int {
    var counter = TokenCounter()
    var text = text
    text.withUTF8 { counter.take($0) }
    return counter.finish()
  }
}
