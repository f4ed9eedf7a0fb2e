import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ConfigurationFileTests {
  let directory = TestDirectory()
  var file: ConfigurationFile { ConfigurationFile(directory.runtimeDirectory) }

  /// The predecessor's file as it writes it, in short.
  private static let seed =
    #"{"model": "gpt-5.4", "auto_proceed": true, "history": null, "nonsense": [1.10]}"#

  @Test func nothingIsMadeByReading() throws {
    #expect(try file.read().isEmpty)
    #expect(!Files.exists(directory.runtime))
  }

  @Test func changesArePrivateAndReadable() throws {
    #expect(try file.update { $0["model"] = "a" })
    #expect(try file.read() == ["model": "a"])
    #expect(try Files.status(file.path)!.st_mode & 0o777 == 0o600)
    #expect(!Files.exists(file.originalPath))
  }

  @Test func whatChangesNothingWritesNothing() throws {
    try directory.write("runtime/agent_config.json", #"{  "model":"a"}"#)
    #expect(try !file.update { $0["model"] = "a" })
    #expect(try directory.read("runtime/agent_config.json") == #"{  "model":"a"}"#)
  }

  @Test func thePredecessorsFileIsKeptOnceAsItWas() throws {
    try directory.write("runtime/agent_config.json", Self.seed)
    try file.update { $0["model"] = "a" }
    try file.update { $0["model"] = "b" }
    #expect(try directory.read("runtime/agent_config.json.orig") == Self.seed)
    #expect(try file.read()["nonsense"]?.text == "[1.10]")
    #expect(try file.read()["model"] == "b")
  }

  @Test func aFileOfOursGetsNoCopy() throws {
    try directory.write("runtime/agent_config.json", #"{"model":"a"}"#)
    try file.update { $0["model"] = "b" }
    #expect(!Files.exists(file.originalPath))
  }

  @Test func aLinkStaysAndWhatItLeadsToIsChanged() throws {
    let target = try directory.write("dotfiles/settings.json", "{}")
    let link = file.runtime.configurationFile
    try file.runtime.prepare()
    #expect(symlink(target, link) == 0)
    try file.update { $0["model"] = "a" }
    #expect(try Files.status(link, followLinks: false)!.st_mode & S_IFMT == S_IFLNK)
    #expect(try JSON(parsing: Files.read(target)) == ["model": "a"])
  }

  @Test func aDamagedFileIsNotReplaced() throws {
    try directory.write("runtime/agent_config.json", #"{"model":"#)
    let error = #expect(throws: AgentError.self) { try file.update { $0["model"] = "a" } }
    #expect(error?.exitCode == .configuration)
    #expect(try directory.read("runtime/agent_config.json") == #"{"model":"#)
  }

  @Test func anErrorInTheChangeLeavesTheFile() throws {
    try directory.write("runtime/agent_config.json", #"{"model":"a"}"#)
    #expect(throws: AgentError(.config, "no")) {
      try file.update { values throws(AgentError) in
        values["model"] = "b"
        throw AgentError(.config, "no")
      }
    }
    #expect(try file.read() == ["model": "a"])
  }

  @Test func writersAtOnceLoseNothing() throws {
    let threads = (0..<8).map { number in
      Thread.start { [file] in
        for step in 0..<10 { _ = try? file.update { $0["key\(number)"] = .int(step) } }
      }
    }
    for thread in threads { thread.join() }
    let values = try file.read()
    #expect(values.count == 8)
    #expect(values.allSatisfy { $0.value == 9 })
  }

  @Test func anEditorsTextIsNotPutOverAnothersChange() throws {
    let original = try Files.readIfPresent(file.path)
    try file.update { $0["model"] = "a" }
    let error = #expect(throws: AgentError.self) { try file.replace(original, with: Array("{}".utf8)) }
    #expect(error?.exitCode == .temporary)
    let now = try Files.read(file.path)
    try file.replace(now, with: Array("{}".utf8))
    #expect(try file.read().isEmpty)
  }
}
