import AgentCore
import CCurl

/// The functions of libcurl, opened with dlopen at first use.
struct CurlLibrary: @unchecked Sendable {
  // A table of addresses that nobody changes after it is filled; libcurl's own rules on threads are kept
  // by ``CurlLoop``.
  let functions: ccurl_library

  /// - Throws: `missing_tool` when the library is not installed.
  init() throws(AgentError) {
    var functions = ccurl_library()
    guard ccurl_open(&functions) == 1 else {
      throw AgentError(lacking: "libcurl.so.4", package: "libcurl4")
    }
    self.functions = functions
  }

  /// libcurl's words for a result.
  func text(of code: CURLcode) -> String {
    functions.easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
  }

  /// `reference` as seen from `base`, by RFC 3986.
  func resolve(_ reference: String, against base: String) -> String? {
    guard let url = functions.url() else { return nil }
    defer { functions.url_cleanup(url) }
    guard functions.url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK,
      functions.url_set(url, CURLUPART_URL, reference, 0) == CURLUE_OK
    else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    guard functions.url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { functions.free(text) }
    return String(cString: text)
  }
}
