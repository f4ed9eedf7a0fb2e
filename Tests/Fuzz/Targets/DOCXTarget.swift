@testable import AgentExtract
import AgentTesting

extension FuzzTarget {
  /// A Word document in the spelling of the seeds, behind a byte that chooses the options: parts one behind
  /// the other, each after a line `== NAME`. They are put into a zip file, so that the mutations reach the
  /// XML. Bytes that begin otherwise are taken as the file itself.
  static let docx = FuzzTarget("docx") { input in
    guard let choice = input.first else { return }
    let bytes = input.dropFirst()
    let file = bytes.starts(with: Array("== ".utf8)) ? archive(bytes) : Array(bytes)
    ExtractionUnderTest(choice, .docx).check(file)
  }

  private static func archive(_ spelled: ArraySlice<UInt8>) -> [UInt8] {
    var zip = ZipBuilder()
    var name: String?
    var content: [UInt8] = []
    func close() {
      if let name { zip.add(name, content) }
      content = []
    }
    for line in spelled.split(separator: 0x0a, omittingEmptySubsequences: false) {
      if line.starts(with: Array("== ".utf8)) {
        close()
        name = String(decoding: line.dropFirst(3), as: UTF8.self)
      } else {
        content += line + [0x0a]
      }
    }
    close()
    return zip.bytes
  }
}
