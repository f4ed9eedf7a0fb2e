/// Makes zip files whose entries are stored, for tests.
public struct ZipBuilder {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  public init() {}

  /// - Parameter claimed: the size that the headers say, where it is not the true one.
  public mutating func add(_ name: String, _ content: [UInt8], flags: UInt16 = 0, method: UInt16 = 0) {
    let offset = UInt32(body.count)
    let name = Array(name.utf8)
    let size = UInt32(content.count)
    let common: [UInt8] =
      le(flags) + le(method) + le(UInt32(0)) + le(UInt32(0)) + le(size) + le(size) + le(UInt16(name.count))
    body += [0x50, 0x4b, 3, 4] + le(UInt16(20)) + common + le(UInt16(0)) + name + content
    directory += [0x50, 0x4b, 1, 2] + le(UInt16(20)) + le(UInt16(20)) + common + le(UInt16(0))
    directory += le(UInt16(0)) + le(UInt16(0)) + le(UInt16(0)) + le(UInt32(0)) + le(offset) + name
    count += 1
  }

  public var bytes: [UInt8] {
    body + directory + [0x50, 0x4b, 5, 6] + le(UInt16(0)) + le(UInt16(0)) + le(count) + le(count)
      + le(UInt32(directory.count)) + le(UInt32(body.count)) + le(UInt16(0))
  }

  private func le<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
  }

  /// A Word document with this body, and parts beside it.
  public static func docx(_ body: String, parts: [String: String] = [:]) -> [UInt8] {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    let xml = "<w:document xmlns:w=\"\(space)\"><w:body>\(body)</w:body></w:document>"
    var zip = ZipBuilder()
    zip.add("[Content_Types].xml", Array("<Types/>".utf8))
    zip.add("word/document.xml", Array(xml.utf8))
    var relations = ""
    for (name, content) in parts.sorted(by: { $0.key < $1.key }) {
      zip.add("word/\(name).xml", Array(content.replacingRoot(space).utf8))
      relations += "<Relationship Id=\"r-\(name)\" Type=\"http://x/\(name)\" Target=\"\(name).xml\"/>"
    }
    relations +=
      "<Relationship Id=\"web\" Type=\"http://x/hyperlink\" Target=\"https://example.org/a\" TargetMode=\"External\"/>"
    zip.add("word/_rels/document.xml.rels", Array("<Relationships>\(relations)</Relationships>".utf8))
    return zip.bytes
  }
}

extension String {
  /// With the namespace of Word on the root element, which begins the text.
  fileprivate func replacingRoot(_ space: String) -> String {
    guard let end = firstIndex(of: ">") else { return self }
    return self[..<end] + " xmlns:w=\"\(space)\"" + self[end...]
  }
}
