import AgentCore
import CXML2
import Glibc

/// What a page's parser tells, in document order; every element that is opened is closed.
protocol HTMLEvents: AnyObject {
  func open(_ name: String, _ attributes: HTMLAttributes) throws
  func close(_ name: String) throws
  func text(_ text: String) throws
}

/// The attributes of an element, names in lower case.
struct HTMLAttributes: Sendable {
  private let pairs: [(name: String, value: String)]

  init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// Whether the page does not show the element.
  var isHidden: Bool {
    if self["hidden"] != nil || self["aria-hidden"] == "true" { return true }
    guard let style = self["style"], style.contains("none") || style.contains("hidden") else { return false }
    let bare = style.lowercased().filter { !$0.isWhitespace }
    return bare.contains("display:none") || bare.contains("visibility:hidden")
  }
}

/// libxml2's HTML parser, fed with UTF-8. It fetches nothing and forgives everything.
final class HTMLParser {
  private let library: cxml2_library
  private let handler: Handler
  private let context: htmlParserCtxtPtr

  private final class Handler {
    let events: any HTMLEvents
    var failure: (any Error)?

    init(_ events: any HTMLEvents) { self.events = events }

    func tell(_ event: (any HTMLEvents) throws -> Void) {
      guard failure == nil else { return }
      do { try event(events) } catch { failure = error }
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> Handler? {
      context.map { Unmanaged<Handler>.fromOpaque($0).takeUnretainedValue() }
    }
  }

  init(_ events: any HTMLEvents) throws(AgentError) {
    library = try XML2Library().functions
    handler = Handler(events)
    var sax = xmlSAXHandler()
    sax.startElement = { context, name, attributes in
      guard let handler = Handler.from(context), let name else { return }
      handler.tell { try $0.open(HTMLParser.string(name), HTMLParser.attributes(attributes)) }
    }
    sax.endElement = { context, name in
      guard let handler = Handler.from(context), let name else { return }
      handler.tell { try $0.close(HTMLParser.string(name)) }
    }
    sax.characters = { context, text, length in
      guard let handler = Handler.from(context), let text else { return }
      handler.tell { try $0.text(HTMLParser.string(text, length)) }
    }
    sax.ignorableWhitespace = sax.characters
    sax.cdataBlock = sax.characters
    guard
      let context = library.htmlCreatePushParserCtxt(
        &sax, Unmanaged.passUnretained(handler).toOpaque(), nil, 0, nil, XML_CHAR_ENCODING_UTF8)
    else { throw AgentError(.internalError, "no memory for the HTML parser") }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    _ = library.htmlCtxtUseOptions(context, Int32(options))
    self.context = context
  }

  deinit { library.htmlFreeParserCtxt(context) }

  func feed(_ text: String) throws {
    // Small pieces keep what the parser holds small, and let a failure stop it.
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1 << 14)
      rest = rest.dropFirst(piece.count)
      try parse(piece, isLast: false)
    }
  }

  func finish() throws { try parse([], isLast: true) }

  private func parse(_ bytes: ArraySlice<UInt8>, isLast: Bool) throws {
    _ = bytes.withUnsafeBytes { raw in
      library.htmlParseChunk(
        context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), isLast ? 1 : 0)
    }
    if let failure = handler.failure { throw failure }
  }

  private static func string(_ text: UnsafePointer<xmlChar>) -> String {
    String(cString: UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
  }

  private static func string(_ text: UnsafePointer<xmlChar>, _ length: Int32) -> String {
    String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self)
  }

  /// Names and values alternate, and a NULL ends them.
  private static func attributes(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> HTMLAttributes {
    guard let list else { return HTMLAttributes() }
    var pairs: [(name: String, value: String)] = []
    var index = 0
    while let name = list[index] {
      pairs.append((string(name), list[index + 1].map(string) ?? ""))
      index += 2
    }
    return HTMLAttributes(pairs)
  }
}
