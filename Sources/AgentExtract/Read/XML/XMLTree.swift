import AgentCore
import CXML2

/// A whole XML part as a tree. No entity is resolved, nothing is fetched, and a document type is refused: no
/// office format has one, and every entity attack needs one.
final class XMLTree {
  private let library: cxml2_library
  private let document: xmlDocPtr

  static let options = Int32(
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)

  /// - Parameter name: the part, for messages.
  init(_ bytes: [UInt8], name: String) throws(AgentError) {
    library = try XML2Library().functions
    let parsed = bytes.withUnsafeBytes { [library] raw in
      library.xmlReadMemory(
        raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: raw.count), nil, nil,
        Self.options)
    }
    guard let parsed else { throw Self.damaged(name) }
    if library.xmlGetIntSubset(parsed) != nil {
      library.xmlFreeDoc(parsed)
      throw Self.documentType(name)
    }
    document = parsed
  }

  deinit { library.xmlFreeDoc(document) }

  var root: XMLElement? { library.xmlDocGetRootElement(document).map(XMLElement.init) }

  static func damaged(_ name: String) -> AgentError {
    AgentError(.badData, "damaged: '\(name)' is not well-formed XML")
  }

  static func documentType(_ name: String) -> AgentError {
    AgentError(.badData, "refused: '\(name)' declares a document type, which this format does not have")
  }
}
