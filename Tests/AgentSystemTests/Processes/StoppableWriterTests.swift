import AgentSystem
import AgentTesting
import Glibc
import Testing

struct StoppableWriterTests {
  private let large = [UInt8](repeating: 0x61, count: 1 << 20)

  @Test("a slow reader gets everything in order")
  func slowReader() throws {
    let pipe = try Descriptor.pipe()
    defer { close(pipe.read) }
    let writer = StoppableWriter(pipe.write, cancellation: Cancellation())
    let thread = Thread.start { [large] in
      for _ in 0..<3 {
        try? writer.write(large)
        try? writer.write([0x62])
      }
      close(pipe.write)
    }
    let all = try IO.readToEnd(pipe.read)
    thread.join()
    #expect(all == large + [0x62] + large + [0x62] + large + [0x62])
  }

  @Test("bytes that nobody takes are left to a later finish")
  func deadline() throws {
    let pipe = try Descriptor.pipe()
    let writer = StoppableWriter(pipe.write, cancellation: Cancellation())
    try writer.write(large, until: .after(milliseconds: 20))
    let gathered = Monitor<[UInt8]>([])
    let reader = Thread.start {
      let bytes = (try? IO.readToEnd(pipe.read)) ?? []
      gathered.update { $0 = bytes }
    }
    try writer.finish()
    try writer.write([0x62])
    close(pipe.write)
    reader.join()
    close(pipe.read)
    #expect(gathered.withLock { $0 } == large + [0x62])
  }

  @Test("a cancellation ends the wait, before and during a write")
  func cancellation() throws {
    SignalWatcher.ignoreBrokenPipes()
    let pipe = try Descriptor.pipe()
    let cancellation = Cancellation()
    let writer = StoppableWriter(pipe.write, cancellation: cancellation)
    let thread = Thread.start { cancellation.cancel(.signal(SIGTERM)) }
    let error = #expect(throws: SystemError.self) { try writer.write(large) }
    #expect(error?.number == ETIMEDOUT)
    #expect(throws: SystemError.self) { try writer.write([0x62]) }
    thread.join()
    close(pipe.read)
  }

  @Test("after a cancellation a reader that is there gets the rest")
  func lastWords() throws {
    let pipe = try Descriptor.pipe()
    let cancellation = Cancellation()
    let writer = StoppableWriter(pipe.write, cancellation: cancellation)
    cancellation.cancel(.signal(SIGINT))
    let gathered = Monitor<[UInt8]>([])
    let reader = Thread.start {
      let bytes = (try? IO.readToEnd(pipe.read)) ?? []
      gathered.update { $0 = bytes }
    }
    try writer.write(large)
    close(pipe.write)
    reader.join()
    close(pipe.read)
    #expect(gathered.withLock { $0 } == large)
  }

  @Test("a reader that has gone and a full device are told")
  func failures() throws {
    SignalWatcher.ignoreBrokenPipes()
    let pipe = try Descriptor.pipe()
    close(pipe.read)
    let writer = StoppableWriter(pipe.write, cancellation: Cancellation())
    for bytes in [[0x61], large] {
      let error = #expect(throws: SystemError.self) { try writer.write(bytes) }
      #expect(error?.number == EPIPE)
    }
    close(pipe.write)
    let full = try Descriptor(opening: "/dev/full", O_WRONLY)
    let error = #expect(throws: SystemError.self) {
      try StoppableWriter(full.raw, cancellation: Cancellation()).write([0x61])
    }
    #expect(error?.number == ENOSPC)
  }
}
