extension ShellParser {
  /// A simple or a compound command.
  mutating func command() throws(Misunderstood) {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw Misunderstood("commands nested too deeply") }
    guard index < bytes.count else { throw Misunderstood("a command is missing at the end") }
    if isPattern { return try simpleCommand() }
    if current == UInt8(ascii: "(") {
      if next == UInt8(ascii: "(") { throw Misunderstood("arithmetic") }
      index += 1
      try list(until: [])
      try expect(byte: UInt8(ascii: ")"))
      return try redirectionsBehindCompound()
    }
    guard let word = bareWord() else { return try simpleCommand() }
    switch word {
    case "{":
      index += 1
      try list(until: ["}"])
      try expect("}")
    case "if": try conditional()
    case "while", "until":
      try expect(word)
      try list(until: ["do"])
      try body()
    case "for": try loop()
    case "case": try cases()
    case "function": return try function()
    case "[[": try test()
    case "then", "elif", "else", "fi", "do", "done", "esac", "}", "in", "]]":
      throw Misunderstood("'\(word)' where a command should begin")
    case "select", "coproc": throw Misunderstood("'\(word)'")
    default: return try simpleCommand()
    }
    try redirectionsBehindCompound()
  }

  private mutating func conditional() throws(Misunderstood) {
    try expect("if")
    try list(until: ["then"])
    try expect("then")
    try list(until: ["elif", "else", "fi"])
    while bareWord() == "elif" {
      try expect("elif")
      try list(until: ["then"])
      try expect("then")
      try list(until: ["elif", "else", "fi"])
    }
    if bareWord() == "else" {
      try expect("else")
      try list(until: ["fi"])
    }
    try expect("fi")
  }

  /// `do … done`
  private mutating func body() throws(Misunderstood) {
    try expect("do")
    try list(until: ["done"])
    try expect("done")
  }

  private mutating func loop() throws(Misunderstood) {
    try expect("for")
    skipBlanks()
    // The loop sets the variable, and some names are more than names to what it runs: PATH, http_proxy.
    guard let name = bareWord(), let first = name.utf8.first, Self.isNameStart(first),
      name.utf8.allSatisfy({ Self.isNamePart($0) && !(0x41...0x5a).contains($0) }), !name.hasSuffix("proxy")
    else { throw Misunderstood("the variable of 'for'") }
    index += name.utf8.count
    try skipLines()
    if bareWord() == "in" {
      try expect("in")
      skipBlanks()
      while index < bytes.count, !Self.endsWord(current) || isProcessSubstitution {
        _ = try word()
        skipBlanks()
      }
    }
    if index < bytes.count, current == UInt8(ascii: ";") { index += 1 }
    try skipLines()
    try body()
  }

  private mutating func cases() throws(Misunderstood) {
    try expect("case")
    skipBlanks()
    _ = try word()
    try skipLines()
    try expect("in")
    while true {
      try skipLines()
      guard index < bytes.count else { throw Misunderstood("'esac' is missing") }
      if bareWord() == "esac" { break }
      if current == UInt8(ascii: "(") { index += 1 }
      repeat {
        if index < bytes.count, current == UInt8(ascii: "|") { index += 1 }
        skipBlanks()
        _ = try word()
        skipBlanks()
      } while index < bytes.count && current == UInt8(ascii: "|")
      try expect(byte: UInt8(ascii: ")"))
      try list(until: ["esac"])
      while index < bytes.count, ";&".utf8.contains(current) { index += 1 }
    }
    try expect("esac")
  }

  /// `function NAME [()] COMMAND`: the body counts as if it were run.
  private mutating func function() throws(Misunderstood) {
    try expect("function")
    skipBlanks()
    guard let name = bareWord() else { throw Misunderstood("the name of a function") }
    index += name.utf8.count
    skipBlanks()
    if index < bytes.count, current == UInt8(ascii: "(") {
      index += 1
      skipBlanks()
      try expect(byte: UInt8(ascii: ")"))
    }
    try skipLines()
    try command()
  }

  /// `[[ … ]]`, which changes nothing, unless it compares numbers: bash evaluates their text.
  private mutating func test() throws(Misunderstood) {
    try expect("[[")
    while true {
      try skipLines()
      guard index < bytes.count else { throw Misunderstood("']]' is missing") }
      if bareWord() == "]]" { break }
      if let word = bareWord(), ["=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R"].contains(word) {
        throw Misunderstood("'\(word)' in '[['")
      }
      if Self.endsWord(current), !isProcessSubstitution { index += 1 } else { _ = try word() }
    }
    try expect("]]")
  }

  private mutating func redirectionsBehindCompound() throws(Misunderstood) {
    var command = SimpleCommand()
    skipBlanks()
    while index < bytes.count, try redirection(&command) { skipBlanks() }
    add(command)
  }

  // MARK: - Simple commands

  mutating func simpleCommand() throws(Misunderstood) {
    var command = SimpleCommand()
    var isBegun = false
    while true {
      skipBlanks()
      guard index < bytes.count else { break }
      if current == UInt8(ascii: "(") {
        guard command.words.count == 1, command.assignments.isEmpty, command.words[0].isLiteral, !isPattern
        else { throw Misunderstood("'('") }
        return try functionBody()
      }
      if isProcessSubstitution {
      } else if try redirection(&command) {
        isBegun = true
        continue
      } else if Self.endsWord(current) {
        break
      }
      if current == UInt8(ascii: "#") { break }
      let isAssignment = command.words.isEmpty ? try assignmentBegins() : false
      let word = try word()
      if isAssignment { command.assignments.append(word) } else { command.words.append(word) }
      isBegun = true
    }
    if !isBegun { throw Misunderstood(index < bytes.count ? "'\(character)'" : "a command is missing") }
    add(command)
  }

  /// `NAME() COMMAND`, the name read.
  private mutating func functionBody() throws(Misunderstood) {
    index += 1
    skipBlanks()
    try expect(byte: UInt8(ascii: ")"))
    try skipLines()
    try command()
  }

  /// Whether `NAME=` or `NAME+=` begins here.
  private func assignmentBegins() throws(Misunderstood) -> Bool {
    guard Self.isNameStart(current) else { return false }
    var end = index
    while end < bytes.count, Self.isNamePart(bytes[end]) { end += 1 }
    guard end < bytes.count else { return false }
    if bytes[end] == UInt8(ascii: "["), !isPattern { throw Misunderstood("a subscript") }
    if bytes[end] == UInt8(ascii: "+") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "=")
  }
}
