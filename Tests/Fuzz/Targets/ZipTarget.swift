import AgentCore
@testable import AgentExtract
import AgentSystem
import Glibc

extension FuzzTarget {
  /// Any bytes as a zip file: the directory and every entry are read or refused within the limits.
  static let zip = FuzzTarget("zip") { input in
    let path = "\(ScratchFolder.path)/zip"
    ScratchFolder.write(input, to: path)
    var limits = Limits()
    limits.inflatedBytes = 4 << 20
    limits.ratioFloor = 1 << 20
    limits.entries = 100
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    guard let archive = try? ZipArchive(descriptor, size: input.count, limits: limits) else { return }
    require(archive.names.count <= limits.entries, "no more entries than allowed")
    require(Set(archive.names) == Set(archive.entries.keys), "names and entries agree")
    let account = InflationAccount(Budget(limits))
    var total = 0
    for name in archive.names {
      do throws(AgentError) {
        total += try archive.read(name, account)?.count ?? 0
      } catch {
        let expected: [ErrorCode] = [.badData, .tooLarge, .auth]
        require(expected.contains(error.code), "an entry is refused for a reason: \(error)")
        if error.code == .tooLarge { return }
      }
    }
    require(total <= limits.inflatedBytes, "no more than allowed is inflated: \(total)")
    let source = try? Source.open(
      path, name: "input", limits: limits, hashing: false, cancellation: Cancellation())
    if let source {
      _ = try? Sniffer.mediaType(of: source, budget: Budget(limits))
    }
  }
}
