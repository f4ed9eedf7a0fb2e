import AgentCore
import CXML2

/// Reads a large XML part element by element; only what is expanded is held in memory.
final class XMLPullReader {
  private let library: cxml2_library
  private let name: String
  private let feed: Feed
  private let reader: xmlTextReaderPtr

  /// What libxml2's read callback is given.
  private final class Feed {
    let stream: ZipEntryStream
    var pending: ArraySlice<UInt8> = []
    var failure: AgentError?

    init(_ stream: ZipEntryStream) { self.stream = stream }

    func read(into buffer: UnsafeMutablePointer<CChar>, _ count: Int) -> Int {
      if failure != nil { return -1 }
      do throws(AgentError) {
        if pending.isEmpty { pending = try stream.next()[...] }
      } catch {
        failure = error
        return -1
      }
      let part = pending.prefix(count)
      part.withUnsafeBytes {
        UnsafeMutableRawPointer(buffer).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
      }
      pending = pending.dropFirst(part.count)
      return part.count
    }
  }

  init(_ stream: ZipEntryStream, name: String) throws(AgentError) {
    library = try XML2Library().functions
    self.name = name
    feed = Feed(stream)
    let reader = library.xmlReaderForIO(
      { context, buffer, count in
        guard let context, let buffer else { return -1 }
        let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
        return Int32(feed.read(into: buffer, Int(count)))
      }, { _ in 0 }, Unmanaged.passUnretained(feed).toOpaque(), nil, nil, XMLTree.options)
    guard let reader else { throw XMLTree.damaged(name) }
    self.reader = reader
  }

  deinit { library.xmlFreeTextReader(reader) }

  /// Goes to the next element's beginning, into the present one.
  /// - Returns: false at the end.
  func nextElement() throws(AgentError) -> Bool { try advance { library.xmlTextReaderRead(reader) } }

  /// Goes to the next element after the present one and all that is in it.
  func skipElement() throws(AgentError) -> Bool { try advance { library.xmlTextReaderNext(reader) } }

  private func advance(_ first: () -> Int32) throws(AgentError) -> Bool {
    var status = first()
    while status == 1 {
      let type = library.xmlTextReaderNodeType(reader)
      if type == 10 { throw XMLTree.documentType(name) }
      if type == 1 { return true }
      status = library.xmlTextReaderRead(reader)
    }
    if let failure = feed.failure { throw failure }
    if status < 0 { throw XMLTree.damaged(name) }
    return false
  }

  var elementName: String {
    guard let name = library.xmlTextReaderConstLocalName(reader) else { return "" }
    return String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
  }

  /// The present element with everything in it; valid until the reader moves on.
  func expand() throws(AgentError) -> XMLElement {
    guard let node = library.xmlTextReaderExpand(reader) else {
      if let failure = feed.failure { throw failure }
      throw XMLTree.damaged(name)
    }
    return XMLElement(node)
  }
}
