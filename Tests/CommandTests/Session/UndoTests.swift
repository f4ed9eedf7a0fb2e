import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct UndoTests {
  private static let write = ScriptedReply.toolCall(
    "write",
    ["writes": [["file_path": "new/x", "content": "x\n"], ["file_path": "old", "content": "second\n"]]])
  private static let bash = ScriptedReply.toolCall(
    "bash", ["command": "echo third >old; rm gone; chmod 755 mode; mkdir d; echo d >d/f"])

  /// A workspace that is no repository, with a turn that has changed it by both kinds of tools.
  private func changed() throws -> TurnBench {
    let bench = try TurnBench([Self.write, Self.bash, .text("done")])
    for name in ["old", "gone", "mode"] { try bench.directory.write("work/\(name)", "first\n", mode: 0o644) }
    #expect(try bench.run("-w", "go").status == 0)
    #expect(try bench.directory.read("work/old") == "third\n")
    return bench
  }

  private func state(_ bench: TurnBench) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in ["old", "gone", "mode", "new/x", "d/f"] {
      let path = bench.directory.path("work/\(name)")
      guard let status = try Files.status(path) else { continue }
      files[name] =
        String(status.st_mode & 0o777, radix: 8) + " " + (try bench.directory.read("work/\(name)"))
    }
    return files
  }

  private static let before = ["old": "644 first\n", "gone": "644 first\n", "mode": "644 first\n"]

  @Test func restoresWhatATurnChanged() throws {
    let bench = try changed()
    let result = try bench.session("undo", "latest")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try state(bench) == Self.before)
    for folder in ["new", "d"] { #expect(!Files.exists(bench.directory.path("work/\(folder)"))) }
    let lines = Set(result.output.split(separator: "\n").map { $0.split(separator: " ").first ?? "" })
    #expect(lines == ["restored", "removed"])
    let event = try #require(try bench.events().last)
    #expect(event["item"]?["undoes"] == 1 && event["item"]?["type"] == "file_change")
    #expect(try bench.session("fsck").status == 0)
    // There is nothing left to take back.
    #expect(try bench.session("undo", "latest").status == 1)
  }

  /// What the sandbox of the interpreter lays in the workspace while a command changes files is no change.
  @Test func whatASandboxHoldsThereIsNoChange() throws {
    let bench = try TurnBench([
      .toolCall("python", ["code": "open('py', 'w').write('x')"]),
      .toolCall("bash", ["command": "echo second >old; ls -A"]),
      .toolCall("python", ["code": "open('py', 'a').write('y')"]), .text("done"),
    ])
    try bench.directory.write("work/old", "first\n")
    #expect(try bench.run("-w", "go").status == 0)
    let result = try bench.session("undo", "latest")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try bench.directory.read("work/old") == "first\n")
    #expect(try Files.list(bench.directory.work) == ["old"])
  }

  @Test func theModelIsTold() throws {
    let bench = try changed()
    #expect(try bench.session("undo").status == 0)
    #expect(try bench.run("-c", "and now?").status == 0)
    let request = try #require(bench.server.bodies.last).text
    #expect(request.contains("taken back the changes") && request.contains("old"))
  }

  @Test func aRehearsalChangesNothing() throws {
    let bench = try changed()
    let (files, log) = (try state(bench), try bench.log())
    let result = try bench.session("undo", "-n", "-j")
    #expect(result.status == 0)
    #expect(
      result.values.count == 7 && result.values.allSatisfy { $0["type"] == "undo" && $0["done"] == false })
    #expect(try state(bench) == files && bench.log() == log)
  }

  /// A workspace as it was, down to links and empty directories, whatever became of what.
  @Test func linksAndDirectoriesComeBack() throws {
    let command = [
      "ln -s nowhere dangling", "mkdir -p made/in/side", "ln -s a made/in/link", "rm to-file",
      "ln -sfn elsewhere to-folder", "rm became-file && echo x >became-file", "rm file && ln -s a file",
      "rm -r folder && ln -s /etc folder", "rm -r other && echo x >other",
      "rm a2 && mkdir a2 && echo y >a2/y",
      "rmdir empty", "chmod 700 open",
    ].joined(separator: " && ")
    let bench = try TurnBench([.toolCall("bash", ["command": .string(command)]), .text("done")])
    let work = bench.directory.work
    for name in ["a", "a2", "file", "folder/x", "folder/deep/y", "other/z"] {
      try bench.directory.write("work/\(name)", "first \(name)\n", mode: 0o644)
    }
    for (name, target) in [("to-file", "a"), ("to-folder", "folder"), ("became-file", "../home")] {
      symlink(target, "\(work)/\(name)")
    }
    for name in ["empty", "open"] { mkdir("\(work)/\(name)", 0o755) }
    func tree() throws -> String {
      try BuiltCommand("/bin/sh", in: bench.directory).run(
        "-c",
        "find . -printf '%P %y %m %l\\n' | grep -v ' l ' | sort; find . -type l -printf '%P %l\\n' | sort; "
          + "find . -type f | sort | xargs cat"
      ).output
    }
    let before = try tree()
    #expect(try bench.run("-w", "go").status == 0)
    let changed = try tree()
    #expect(changed != before && changed.contains("folder /etc"))
    let rehearsed = try bench.session("undo", "-n")
    #expect(rehearsed.status == 0)
    #expect(try tree() == changed)
    let result = try bench.session("undo")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try tree() == before)
    #expect(try bench.session("undo").status == 1)
  }

  /// A directory in which somebody else has put something stays, with that.
  @Test func whatOthersPutThereStays() throws {
    let bench = try TurnBench([
      .toolCall("bash", ["command": "mkdir -p a/b c && touch a/b/x && ln -s x link"]), .text("done"),
    ])
    #expect(try bench.run("-w", "go").status == 0)
    try bench.directory.write("work/a/mine", "mine\n")
    let result = try bench.session("undo")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try Files.list(bench.directory.work).sorted() == ["a"])
    #expect(try Files.list(bench.directory.path("work/a")) == ["mine"])
  }

  /// Where something was put into a directory that stands for a file, nothing is done at all.
  @Test func whatOthersPutInTheWayIsTold() throws {
    let bench = try TurnBench([
      .toolCall("bash", ["command": "rm b && mkdir b && touch b/x && echo 2 >a"]), .text("done"),
    ])
    for name in ["a", "b"] { try bench.directory.write("work/\(name)", "1\n") }
    #expect(try bench.run("-w", "go").status == 0)
    try bench.directory.write("work/b/mine", "mine\n")
    for option in ["--quiet", "--force"] {
      let result = try bench.session("undo", option)
      #expect(result.status == 65 && result.output.contains("refused"), "\(result.output)\(result.errors)")
      #expect(try Files.list(bench.directory.path("work/b")).sorted() == ["mine", "x"])
      #expect(try bench.directory.read("work/a") == "2\n")
    }
    unlink(bench.directory.path("work/b/mine"))
    #expect(try bench.session("undo").status == 0)
    #expect(try bench.directory.read("work/b") == "1\n")
  }

  /// The bits that hand a directory's group down come back, too.
  @Test func theBitsOfADirectoryComeBack() throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "rmdir shared"]), .text("done")])
    let path = bench.directory.path("work/shared")
    mkdir(path, 0o775)
    chmod(path, 0o2775)
    #expect(try bench.run("-w", "go").status == 0)
    #expect(try bench.session("undo").status == 0)
    #expect(try #require(try Files.status(path)).st_mode & 0o7777 == 0o2775)
  }

  /// A link that somebody has changed since is his.
  @Test func aLinkThatWasChangedSinceIsRefused() throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "ln -s x link"]), .text("done")])
    #expect(try bench.run("-w", "go").status == 0)
    let link = bench.directory.path("work/link")
    unlink(link)
    symlink("mine", link)
    #expect(try bench.session("undo").status == 65)
    #expect(try bench.session("undo", "--force").status == 0)
    #expect(try Files.list(bench.directory.work) == [])
  }

  /// Two names that Unicode calls the same are two files.
  @Test func namesAreBytes() throws {
    let bench = try TurnBench([
      .toolCall("bash", ["command": "echo one >caf\u{e9}; echo two >cafe\u{301}"]),
      .toolCall(
        "write",
        [
          "writes": [
            ["file_path": "caf\u{e9}", "content": "three\n"],
            ["file_path": "cafe\u{301}", "content": "four\n"],
          ]
        ]), .text("done"),
    ])
    let names = ["caf\u{e9}", "cafe\u{301}"]
    for name in names { try bench.directory.write("work/\(name)", "first \(name.utf8.count)\n") }
    #expect(try bench.run("-w", "go").status == 0)
    #expect(try names.map { try bench.directory.read("work/\($0)") } == ["three\n", "four\n"])
    #expect(try bench.session("undo").status == 0)
    #expect(try names.map { try bench.directory.read("work/\($0)") } == ["first 5\n", "first 6\n"])
  }

  /// One file that somebody else has changed keeps all as they are; each is told.
  @Test func whatWasChangedSinceIsRefused() throws {
    let bench = try changed()
    try bench.directory.write("work/old", "mine\n", mode: 0o644)
    try bench.directory.write("work/gone", "mine\n", mode: 0o644)
    let files = try state(bench)
    let result = try bench.session("undo", "--format", "json")
    #expect(result.status == 65)
    #expect(try state(bench) == files)
    let text = try bench.session("undo")
    #expect(text.status == 65 && text.output.split(separator: "\n").count { $0.hasPrefix("refused") } == 2)
    #expect(text.errors.contains("--force"))
    let forced = try bench.session("undo", "--force")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try state(bench) == Self.before)
    // What was there is in the log, too.
    let saved = try #require(try bench.events().last)["item"]?["changes"]?.array ?? []
    let blob = try #require(
      saved.first { $0["path"]?.string?.hasSuffix("/old") == true }?["before"]?["blob"]?.string)
    #expect(try bench.session("blob", blob).output == "mine\n")
  }

  @Test func aSecondUndoGoesOneTurnBack() throws {
    let edit = { (old: String, new: String) in
      ScriptedReply.toolCall("edit", FileToolTests.edit("old", old, new))
    }
    let bench = try TurnBench([edit("a", "b"), .text("1"), edit("b", "c"), .text("2"), .text("3")])
    try bench.directory.write("work/old", "a")
    for options in [["-w"], ["-w", "-c"], ["-c"]] { #expect(try bench.run(options + ["go"]).status == 0) }
    for expected in ["b", "a"] {
      #expect(try bench.session("undo").status == 0)
      #expect(try bench.directory.read("work/old") == expected)
    }
    #expect(try bench.session("undo").status == 1)
  }

  @Test func waitsForNoTurn() throws {
    let bench = try TurnBench([Self.write, .text("done"), .text("never").silent])
    #expect(try bench.run("-w", "go").status == 0)
    let child = try bench.start(["-c", "go"])
    for _ in 0..<800 where bench.server.bodies.count < 3 { usleep(25_000) }
    #expect(try bench.session("undo").status == 75)
    child.signal(SIGTERM)
    _ = child.end()
    #expect(try bench.session("undo").status == 0)
  }

  /// A log from elsewhere opens nothing that a turn could not have been given, and no way out of it.
  @Test(arguments: ["root", "home", "runtime", "link", "protected"])
  func aForgedLogIsRefused(_ kind: String) throws {
    let bench = try TurnBench()
    let directory = bench.directory
    try directory.write("home/.bashrc", "mine\n")
    try directory.write("work/.git/hooks/x", "mine\n")
    symlink("../home", directory.path("work/link"))
    let (root, path): (String, String) =
      switch kind {
      case "root": ("/", directory.path("home/.bashrc"))
      case "home": (directory.home, directory.path("home/.bashrc"))
      case "runtime": (directory.root, directory.path("home/.bashrc"))
      case "link": (directory.work, directory.path("work/link/.bashrc"))
      default: (directory.work, directory.path("work/.git/hooks/x"))
      }
    let digest = SHA256.hexDigest("mine\n".utf8)
    #expect(try bench.run("go").status == 0)
    let event: JSON = [
      "type": "item.completed",
      "item": [
        "id": "i", "type": "file_change",
        "changes": [
          [
            "path": .string(path), "kind": "add", "root": .string(root), "before": .null,
            "after": ["sha256": .string(digest), "bytes": 5, "mode": 0o600],
          ]
        ],
      ],
    ]
    let id = try #require(bench.sessions().first)
    // As an event of the first turn, written by a program that knows the format.
    let store = try SessionLogForger(bench.directory)
    try store.append(event, to: id)
    let result = try bench.session("undo", "--force")
    #expect(result.status == 65, "\(result.output)\(result.errors)")
    #expect(try directory.read("home/.bashrc") == "mine\n")
    #expect(try directory.read("work/.git/hooks/x") == "mine\n")
  }
}

/// Appends events that no command of ours would write.
private struct SessionLogForger {
  private let store: SessionStore

  init(_ directory: TestDirectory) throws { store = SessionStore(directory.runtimeDirectory) }

  func append(_ event: JSON, to id: String) throws {
    let payload = JSONObject((event.object ?? [:]).members.filter { $0.key != "type" })
    try SessionLog(id, store: store).append([Event(.itemCompleted, payload)], turn: 1)
  }
}
