/// Irregular forms of English words, which stems do not join: who asks where somebody went is told "we go there
/// each summer". A question looks for the other forms, too; the index has what was written.
enum WordForms {
  /// What another form counts, of a word itself, where entries are short, and where they are long: those say a thing
  /// more than once, in one form and another.
  static let share: Float = 0.3
  static let shareInLong: Float = 0.1

  /// The other forms of a term, as stems.
  static func others(of term: String) -> [String] {
    guard let group = groups[term] else { return [] }
    return group.split(separator: " ").map(String.init).filter { $0 != term }
  }

  /// Forms that are a common word of another meaning are left out: "born" and "bear", "lay" and "lie", "bit", and
  /// "ate", whose stem is that of "at".
  private static let groups: [String: Substring] = {
    var groups: [String: Substring] = [:]
    for group in table.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      for term in group.split(separator: " ") { groups[String(term)] = group }
    }
    return groups
  }()

  /// Stems as the tokenizer makes them, a group between two bars.
  private static let table = """
    beat beaten|becom becam|begin began begun|bend bent|bite bitten|bleed bled|blow blew blown|break broke broken
    breed bred|bring brought|build built|bui bought|catch caught|child children|choos chose chosen|cling clung
    come came|creep crept|deal dealt|dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven
    eat eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|foot feet
    forbid forbad forbidden|forget forgot forgotten|forgiv forgav forgiven|freez froze frozen|get got gotten
    give gave given|go went gone|goos gees|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept
    kneel knelt|knife knive|know knew known|lead led|leav left|lend lent|lose lost|make made|man men|mean meant
    meet met|mous mice|pai paid|person peopl|ride rode ridden|ring rang rung|run ran|sai said|see saw seen
    seek sought|sell sold|send sent|shake shook shaken|shelf shelv|shine shone|shoot shot|shrink shrank shrunk
    sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent|spin spun
    stand stood|steal stole stolen|stick stuck|sting stung|strike struck|swear swore sworn|sweep swept
    swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought
    throw threw thrown|tooth teeth|understand understood|wake woke woken|wear wore worn|weav wove woven|weep wept
    wife wive|win won|withdraw withdrew withdrawn|woman women|write wrote written
    """
}
