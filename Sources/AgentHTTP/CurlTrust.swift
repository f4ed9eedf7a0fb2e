/// Which certificates are trusted: the system's, or what the user names.
struct CurlTrust: Sendable, Equatable {
  /// A file of certificates in PEM form.
  var file: String?
  /// A directory of them, as `c_rehash` makes it.
  var directory: String?

  /// `option`, else `CURL_CA_BUNDLE`, `SSL_CERT_FILE` and `SSL_CERT_DIR`, as curl(1) takes them.
  init(option: String? = nil, environment: [String: String]) {
    func named(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    file = option ?? named("CURL_CA_BUNDLE") ?? named("SSL_CERT_FILE")
    directory = option == nil ? named("SSL_CERT_DIR") : nil
  }
}
