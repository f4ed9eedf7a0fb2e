import AgentSystem

/// A log in the spelling of the seeds: as in the file, but for `~`, which stands for the checksum of what is
/// before it in the line (or behind the last `~` in it) and the end of the object. So a fuzzer that knows
/// nothing of checksums makes sound records, torn ones, and several in a line.
enum SealedLog {
  static func bytes(_ spelled: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = 0
    for byte in spelled {
      if byte == UInt8(ascii: "~") {
        let sum = String(CRC32.checksum(bytes[start...]), radix: 16)
        let digits = String(repeating: "0", count: 8 - sum.count) + sum
        bytes += Array(",\"crc\":\"\(digits)\"}".utf8)
        start = bytes.count
      } else {
        bytes.append(byte)
        if byte == 0x0a { start = bytes.count }
      }
    }
    return bytes
  }
}
