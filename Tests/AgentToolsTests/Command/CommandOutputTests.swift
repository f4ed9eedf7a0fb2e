import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct CommandOutputTests {
  let directory = TestDirectory()
  let told = Monitor([(text: String, offset: Int)]())

  func output(_ limit: Int) -> CommandOutput {
    let told = told
    return CommandOutput(limit: limit, path: directory.path("whole")) { text, offset in
      told.update { $0.append((text, offset)) }
    }
  }

  @Test func whatFitsIsWhole() throws {
    let output = output(30)
    output.append(Array("0123456789".utf8))
    output.append(Array("0123456789".utf8))
    output.append(Array("0123456789".utf8))
    #expect(
      output.finish() == .init(text: "012345678901234567890123456789", dropped: 0, file: nil))
    #expect(!Files.exists(directory.path("whole")))
  }

  /// Who prints little leaves no trace, not even a folder.
  @Test func theFolderIsMadeForWhatDoesNotFit() {
    let path = directory.path("none/yet/whole")
    let small = CommandOutput(limit: 30, path: path) { _, _ in }
    small.append(Array("0123456789".utf8))
    #expect(small.finish().file == nil && !Files.exists(directory.path("none")))
    let large = CommandOutput(limit: 30, path: path) { _, _ in }
    large.append([UInt8](repeating: 0x61, count: 100))
    #expect(large.finish().file == path && (try? Files.read(path).count) == 100)
  }

  /// In pieces of any size the same is kept, and the file has all of it, for its owner only.
  @Test(arguments: [1, 7, 100, 4096, 1_000_000])
  func theMiddleIsLeftOut(_ size: Int) throws {
    let all = (1...20_000).map { "line \($0)\n" }.joined()
    let output = output(3000)
    var rest = Array(all.utf8)[...]
    while !rest.isEmpty {
      output.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    let kept = output.finish()
    #expect(kept.text.hasPrefix("line 1\nline 2\n"))
    #expect(kept.text.hasSuffix("\nline 20000\n"))
    #expect(kept.text.contains("\n[… \(kept.dropped) bytes left out …]\nline "))
    let marker = "[… \(kept.dropped) bytes left out …]\n"
    #expect(kept.text.utf8.count - marker.utf8.count + kept.dropped == all.utf8.count)
    #expect(kept.text.utf8.count <= 3000 + marker.utf8.count)
    #expect(try directory.read("whole") == all)
    #expect(try Files.status(directory.path("whole"))?.st_mode == S_IFREG | 0o600)
    let beginning = told.withLock { $0 }
    #expect(beginning.map(\.text).joined().hasPrefix("line 1\n"))
    #expect(beginning.last?.offset ?? 0 < 2000)
  }

  /// A character that comes in parts is told when it is whole, and what is none is told too.
  @Test func characters() {
    let output = output(1000)
    for byte in "aäö🙂".utf8 { output.append([byte]) }
    output.append([0xff, 0x61])
    #expect(output.finish().text == "aäö🙂\u{fffd}a")
    let told = told.withLock { $0 }
    #expect(told.map(\.text) == ["a", "ä", "ö", "🙂", "\u{fffd}a"])
    #expect(told.map(\.offset) == [0, 1, 3, 5, 9])
  }

  /// What is no text takes more room as text, and the limit holds all the same.
  @Test func bytesThatAreNoText() {
    let output = output(3000)
    for _ in 0..<100 { output.append([UInt8](repeating: 0xff, count: 1000)) }
    let kept = output.finish()
    #expect(kept.text.utf8.count < 3000 + 100)
    let marks = kept.text.unicodeScalars.filter { $0 == "\u{fffd}" }.count
    #expect(marks > 500 && marks + kept.dropped == 100_000)
  }

  @Test func aFileThatCannotBeMadeIsDoneWithout() throws {
    try directory.write("file", "")
    let output = CommandOutput(limit: 100, path: directory.path("file/folder")) { _, _ in }
    output.append([UInt8](repeating: 0x61, count: 100_000))
    let kept = output.finish()
    #expect(kept.file == nil)
    #expect(kept.dropped > 99_000)
  }

  @Test func theFileIsBounded() throws {
    let output = output(1000)
    let piece = [UInt8](repeating: 0x61, count: 1 << 20)
    for _ in 0..<(CommandOutput.fileLimit / piece.count + 3) { output.append(piece) }
    #expect(output.finish().file != nil)
    #expect(try Files.status(directory.path("whole"))?.st_size == off_t(CommandOutput.fileLimit))
  }
}
