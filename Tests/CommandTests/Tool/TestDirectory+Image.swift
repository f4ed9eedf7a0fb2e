import AgentTesting
import Testing

extension TestDirectory {
  /// A PNG image of one colour in the working directory: its pixels take no room. With `cut`, only its beginning.
  func image(_ name: String, _ width: Int, _ height: Int, cut: Bool = false) throws -> String {
    let script = """
      import sys, struct, zlib
      w, h, cut = int(sys.argv[1]), int(sys.argv[2]), sys.argv[4] == 'true'
      def chunk(t, d): return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
      data = zlib.compress((b'\\0' + b'\\x7f' * w) * (1 if cut else h))
      open(sys.argv[3], 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0))
        + chunk(b'IDAT', data) + chunk(b'IEND', b''))
      """
    let path = path("work/\(name)")
    let python = BuiltCommand("/usr/bin/env", in: self, environment: ["PATH": "/usr/bin:/bin"])
    #expect(try python.run("python3", "-c", script, "\(width)", "\(height)", path, "\(cut)").status == 0)
    return path
  }
}
