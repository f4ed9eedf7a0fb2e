/// A media type (RFC 6838), such as `text/html`; spelled in lower case, without parameters.
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
  public let name: String

  public init(_ name: String) {
    let bare = name.prefix { $0 != ";" }
    self.name = bare.filter { !$0.isWhitespace }.lowercased()
  }

  public var description: String { name }

  public static let plainText = MediaType("text/plain")
  public static let markdown = MediaType("text/markdown")
  public static let sourceCode = MediaType("text/x-source")
  public static let html = MediaType("text/html")
  public static let xhtml = MediaType("application/xhtml+xml")
  public static let xml = MediaType("application/xml")
  public static let csv = MediaType("text/csv")
  public static let tsv = MediaType("text/tab-separated-values")
  public static let json = MediaType("application/json")
  public static let ndjson = MediaType("application/x-ndjson")
  public static let pdf = MediaType("application/pdf")
  public static let docx = MediaType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
  public static let zip = MediaType("application/zip")
  public static let binary = MediaType("application/octet-stream")
}
