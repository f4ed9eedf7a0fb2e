import AgentCore
import AgentSystem
import CCurl

/// An easy handle set up for one ``Transfer``; made, used and dropped on libcurl's thread.
final class CurlHandle {
  let transfer: Transfer
  let easy: UnsafeMutableRawPointer
  private let library: CurlLibrary
  private var headerList: UnsafeMutablePointer<curl_slist>?

  /// - Throws: `internal` when libcurl refuses an option it must have.
  init(_ transfer: Transfer, library: CurlLibrary, trust: CurlTrust) throws(AgentError) {
    guard let easy = library.functions.easy_init() else {
      throw AgentError(.internalError, "out of memory", object: "libcurl")
    }
    self.transfer = transfer
    self.easy = easy
    self.library = library
    var setup = CurlSetup(library: library, easy: easy)
    Self.describe(transfer.request, to: &setup)
    Self.trust(trust, setup: &setup)
    headerList = Self.headers(of: transfer.request, library)
    setup.list(CURLOPT_HTTPHEADER, headerList)
    setup.callbacks(for: transfer)
    if setup.result != CURLE_OK {
      let text = library.text(of: setup.result)
      throw AgentError(.internalError, "libcurl: \(text)", object: transfer.origin)
    }
  }

  deinit {
    library.functions.easy_cleanup(easy)
    library.functions.slist_free_all(headerList)
  }

  /// What the result of the transfer means to its reader.
  func outcome(_ code: CURLcode) -> Result<Void, AgentError> {
    if code == CURLE_OK { return .success(()) }
    let text = library.text(of: code)
    let hasHead = transfer.state.withLock { $0.head != nil }
    return .failure(AgentError(curl: code, text: text, request: transfer.request, hasHead: hasHead))
  }

  private static func describe(_ request: HTTPRequest, to setup: inout CurlSetup) {
    setup.string(CURLOPT_URL, request.url.description)
    switch request.method {
    case .get: setup.long(CURLOPT_HTTPGET, 1)
    case .head: setup.long(CURLOPT_NOBODY, 1)
    case .post:
      setup.long(CURLOPT_POST, 1)
      setup.body(request.body)
    case .delete:
      setup.string(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    setup.long(CURLOPT_NOSIGNAL, 1)
    setup.long(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.timeouts.connect))
    setup.long(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    setup.long(CURLOPT_TCP_KEEPALIVE, 1)
    setup.long(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    setup.long(CURLOPT_FOLLOWLOCATION, 0)
    // Decodes what a gateway compresses unasked; ``headers(of:_:)`` asks for what needs no decoding.
    setup.string(CURLOPT_ACCEPT_ENCODING, "")
    // Proxies come from the environment, as libcurl reads it; what stays on this machine needs none.
    if request.url.isLoopback { setup.string(CURLOPT_PROXY, "") }
    // libcurl may not wait for a name server when a transfer is given up. Older ones lack the option.
    setup.optionalLong(CURLOPT_QUICK_EXIT, 1)
  }

  private static func trust(_ trust: CurlTrust, setup: inout CurlSetup) {
    if let file = trust.file { setup.string(CURLOPT_CAINFO, file) }
    if let directory = trust.directory { setup.string(CURLOPT_CAPATH, directory) }
  }

  private static func headers(of request: HTTPRequest, _ library: CurlLibrary)
    -> UnsafeMutablePointer<curl_slist>?
  {
    // Without this line libcurl waits up to a second before it sends a large body.
    // Compression holds a stream back until there is enough to compress.
    var lines = ["Expect:", "Accept-Encoding: identity"]
    lines += request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    if request.headers["User-Agent"] == nil { lines.append("User-Agent: agentutils") }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { list = library.functions.slist_append(list, line) ?? list }
    return list
  }
}
