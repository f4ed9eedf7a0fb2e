import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTurn

@Suite struct StandardInputTests {
  let directory = TestDirectory()

  func read(
    _ fd: Int32, _ policy: StandardInput.Policy = .automatic, limit: Int = 1 << 20,
    cancellation: Cancellation = Cancellation()
  )
    throws -> StandardInput.Outcome
  { try StandardInput(fd: fd, limit: limit, cancellation: cancellation) { _ in }.read(policy) }

  func open(_ path: String, _ flags: Int32 = O_RDONLY) throws -> Int32 {
    try Descriptor(opening: path, flags).release()
  }

  @Test func aFileIsReadFromItsBeginningOnly() throws {
    let path = try directory.write("f", "text")
    let fd = try open(path)
    defer { close(fd) }
    #expect(try read(fd) == .bytes(Array("text".utf8)))
    lseek(fd, 2, SEEK_SET)
    #expect(try read(fd) == .none)
    #expect(try read(fd, .always) == .bytes(Array("xt".utf8)))
    lseek(fd, 0, SEEK_SET)
    #expect(try read(fd, .never) == .none)
    #expect(lseek(fd, 0, SEEK_CUR) == 0)
  }

  @Test func devicesAndDirectoriesAreNotRead() throws {
    for path in ["/dev/null", "/dev/zero", directory.root] {
      let fd = try open(path)
      defer { close(fd) }
      #expect(try read(fd) == .none)
    }
    let fd = try open(directory.root)
    defer { close(fd) }
    #expect(throws: AgentError.self) { try read(fd, .always) }
    #expect(try read(4711) == .none)
  }

  @Test func anIdlePipeIsLeftAlone() throws {
    let pipe = try Descriptor.pipe()
    defer { close(pipe.write) }
    defer { close(pipe.read) }
    guard case .ignored(let why) = try read(pipe.read) else {
      Issue.record("it was read")
      return
    }
    #expect(why.contains("--stdin"))
    #expect(
      StandardInput(fd: pipe.read, limit: 1, cancellation: Cancellation()) { _ in }.kind() != .namedPipe)
  }

  @Test func aPipeWithDataOrAtItsEndIsRead() throws {
    let pipe = try Descriptor.pipe()
    try IO.writeAll(pipe.write, Array("data".utf8))
    close(pipe.write)
    #expect(try read(pipe.read) == .bytes(Array("data".utf8)))
    #expect(try read(pipe.read) == .bytes([]))
    close(pipe.read)
  }

  @Test func aSocketIsGivenASecond() throws {
    var ends: [Int32] = [0, 0]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    defer { for end in ends { close(end) } }
    guard case .ignored = try read(ends[0]) else {
      Issue.record("it was read")
      return
    }
  }

  @Test func aNamedPipeIsReadToItsEnd() throws {
    let path = directory.path("fifo")
    mkfifo(path, 0o600)
    let fd = try open(path, O_RDWR | O_NONBLOCK)
    let writer = Thread.start {
      usleep(1_200_000)
      try? IO.writeAll(fd, Array("late".utf8))
      close(fd)
    }
    let reader = try open(path)
    #expect(try read(reader) == .bytes(Array("late".utf8)))
    writer.join()
    close(reader)
  }

  @Test func moreThanTheLimitIsTooLarge() throws {
    let fd = try open(directory.write("f", String(repeating: "x", count: 100)))
    defer { close(fd) }
    let error = #expect(throws: AgentError.self) { try read(fd, limit: 99) }
    #expect(error?.code == .tooLarge)
  }

  @Test func aStopEndsTheWaiting() throws {
    let pipe = try Descriptor.pipe()
    defer { close(pipe.write) }
    defer { close(pipe.read) }
    let cancellation = Cancellation()
    Thread.start {
      usleep(100_000)
      cancellation.cancel(.signal(SIGTERM))
    }.detach()
    let error = #expect(throws: AgentError.self) { try read(pipe.read, .always, cancellation: cancellation) }
    #expect(error?.exitCode == .terminated)
  }
}
