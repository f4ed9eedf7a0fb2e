/// What is read of a document, and how its tables are spelled.
public struct ExtractOptions: Sendable {
  /// What is left out unless it is asked for.
  public enum Part: String, Sendable, CaseIterable {
    case comments, headers, hidden, changes
  }

  public enum TableStyle: String, Sendable, CaseIterable {
    /// Pipe tables always; what a cell cannot hold is flattened into it.
    case pipe
    /// HTML tables always.
    case html
    /// Pipe tables, and HTML where a cell holds a list, a table or code.
    case auto
  }

  /// Parts that are left out unless named here.
  public var include: Set<Part> = []
  public var tables = TableStyle.auto
  /// Only the main content of an HTML page.
  public var mainContent = false
  /// Pages that are wanted, of formats that have pages.
  public var pages: PageSelection?
  /// The password of an encrypted document.
  public var password: String?
  /// The media type to assume, whatever the content looks like.
  public var mediaType: MediaType?
  public var limits = Limits()

  public init() {}
}
