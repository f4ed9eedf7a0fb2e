import AgentSystem
import AgentTesting
import Glibc
import Testing

struct DescriptorTests {
  @Test func closesAtTheEndOfItsScope() throws {
    let raw: Int32
    do {
      let file = try Descriptor(opening: "/dev/null", O_RDONLY)
      raw = file.raw
      #expect(fcntl(raw, F_GETFD) == FD_CLOEXEC)
    }
    // Another test may have got the number by now, but not on the same file with our flags: so a pipe is used.
    let pipe = try Descriptor.pipe()
    do { _ = Descriptor(owning: pipe.write) }
    #expect(try IO.readToEnd(pipe.read).isEmpty)
    close(pipe.read)
  }

  @Test func givesItselfAway() throws {
    let pipe = try Descriptor.pipe()
    let raw: Int32
    do {
      let end = Descriptor(owning: pipe.write)
      raw = end.release()
    }
    try IO.writeAll(raw, Array("x".utf8))
    close(raw)
    #expect(try IO.readToEnd(pipe.read) == Array("x".utf8))
    close(pipe.read)
  }

  @Test func missingFiles() {
    #expect(throws: SystemError("open", "/nonexistent/x", number: ENOENT)) {
      _ = try Descriptor(opening: "/nonexistent/x", O_RDONLY).raw
    }
  }
}

struct IOTests {
  @Test("writes all of it through a pipe that takes less at a time")
  func longWrites() throws {
    let pipe = try Descriptor.pipe()
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let writer = Thread.start {
      try? IO.writeAll(pipe.write, bytes)
      close(pipe.write)
    }
    #expect(try IO.readToEnd(pipe.read) == bytes)
    writer.join()
    close(pipe.read)
  }

  @Test("waits on descriptors that somebody made non-blocking")
  func nonBlocking() throws {
    let pipe = try Descriptor.pipe()
    for fd in [pipe.read, pipe.write] { #expect(fcntl(fd, F_SETFL, O_NONBLOCK) == 0) }
    let bytes = [UInt8](repeating: 7, count: 500_000)
    let reader = Monitor<[UInt8]?>(nil)
    let thread = Thread.start {
      let all = try? IO.readToEnd(pipe.read)
      reader.update { $0 = all }
    }
    try IO.writeAll(pipe.write, bytes)
    close(pipe.write)
    thread.join()
    close(pipe.read)
    #expect(reader.withLock { $0 } == bytes)
  }

  @Test func readsUpToALimit() throws {
    let directory = TestDirectory()
    let path = try directory.write("f", "0123456789")
    let file = try Descriptor(opening: path, O_RDONLY)
    #expect(try IO.read(file.raw, upTo: 4) == Array("0123".utf8))
    #expect(try IO.readToEnd(file.raw, limit: 6) == Array("456789".utf8))
    #expect(try IO.read(file.raw).isEmpty)
    #expect(throws: SystemError("read", "f", number: EFBIG)) {
      let again = try Descriptor(opening: path, O_RDONLY)
      _ = try IO.readToEnd(again.raw, limit: 9, of: "f")
    }
  }

  @Test func failuresNameTheObject() throws {
    let null = try Descriptor(opening: "/dev/null", O_RDONLY)
    #expect(throws: SystemError("write", "out", number: EBADF)) { try IO.writeAll(null.raw, [1], to: "out") }
    let full = try Descriptor(opening: "/dev/full", O_WRONLY)
    #expect(throws: SystemError("write", "out", number: ENOSPC)) { try IO.writeAll(full.raw, [1], to: "out") }
    #expect(throws: Never.self) { try IO.writeAll(full.raw, []) }
    #expect(throws: SystemError("read", "/", number: EISDIR)) { try Files.read("/") }
  }

  @Test func polls() throws {
    let pipe = try Descriptor.pipe()
    #expect(IO.poll(pipe.read, for: POLLIN, timeout: 0) == 0)
    #expect(IO.poll(pipe.read, for: POLLIN, timeout: 5) == 0)
    try IO.writeAll(pipe.write, [1])
    #expect(IO.poll(pipe.read, for: POLLIN, timeout: -1) == POLLIN)
    close(pipe.write)
    _ = try IO.read(pipe.read)
    #expect(IO.poll(pipe.read, for: POLLIN, timeout: -1) & POLLHUP != 0)
    close(pipe.read)
  }
}
