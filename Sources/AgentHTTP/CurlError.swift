import AgentCore
import AgentSystem
import CCurl

extension AgentError {
  /// How a transfer ended, in our words. Nothing of the request but its origin is told.
  /// - Parameters:
  ///   - hasHead: whether the head of the answer had come.
  init(curl code: CURLcode, text: String, request: HTTPRequest, hasHead: Bool) {
    let origin = request.url.origin
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      self.init(
        .network, "cannot resolve \(code == CURLE_COULDNT_RESOLVE_PROXY ? "the proxy" : "the host")",
        object: origin)
      isUnsent = true
    case CURLE_COULDNT_CONNECT:
      self.init(.network, "cannot connect", object: origin)
      isUnsent = true
    case CURLE_OPERATION_TIMEDOUT:
      let span = Duration.format(milliseconds: request.timeouts.connect)
      self.init(.network, "no connection within \(span)", object: origin)
      isUnsent = true
    case CURLE_SSL_CACERT_BADFILE:
      self.init(
        .config, "cannot read the certificate file", object: origin,
        hint: "see SSL_CERT_FILE and CURL_CA_BUNDLE")
    case CURLE_PEER_FAILED_VERIFICATION:
      self.init(
        .network, "the server's certificate is not trusted", object: origin,
        hint: "SSL_CERT_FILE names another certificate file")
      isUnsent = true
    case CURLE_OUT_OF_MEMORY:
      self.init(.internalError, "out of memory", object: origin)
    case _ where hasHead:
      self.init(.streamCut, "the answer was cut off", object: origin)
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
      self.init(.network, "the connection was closed without an answer", object: origin)
    default:
      self.init(.network, Self.lowercasingFirst(text), object: origin)
    }
  }

  private static func lowercasingFirst(_ text: String) -> String {
    let second = text.dropFirst().first
    return second?.isUppercase == true ? text : text.prefix(1).lowercased() + text.dropFirst()
  }
}
