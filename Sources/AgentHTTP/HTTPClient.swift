public import AgentCore
public import AgentSystem
import CCurl

/// An HTTP/1.1 and HTTP/2 client over libcurl.
///
/// All transfers of a client run on one thread, started with the first of them; connections are kept
/// between them. Proxies come from `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` (never for
/// loopback addresses), certificates from ``CurlTrust``. Nothing is logged, and an error tells of a
/// request no more than its origin.
public final class HTTPClient: Sendable {
  /// Redirects that are followed for one GET or HEAD.
  static let redirectLimit = 5

  private let trust: CurlTrust
  private let loop = Monitor<CurlLoop?>(nil)

  /// - Parameters:
  ///   - environment: where the names of certificate files are looked up.
  ///   - certificates: a file of trusted certificates instead of the system's.
  public init(environment: [String: String], certificates: String? = nil) {
    trust = CurlTrust(option: certificates, environment: environment)
  }

  deinit { loop.withLock { $0?.close() } }

  /// Begins to load libcurl and the thirty libraries that come with it and to set them up, which takes longer than a
  /// short answer: for callers who will send a request as soon as the disk has their input. That it is missing, the
  /// request says. Meanwhile a process may end by `_exit`, as the commands do, and not by `exit`, which would
  /// clean up what is being set up; and a thread that is made waits, as glibc has it, until the libraries are there.
  public static func preload() {
    Thread.start { ccurl_load() }.detach()
  }

  /// Sends a request and waits for the head of the answer, whatever its status.
  ///
  /// Redirects of GET and HEAD are followed, to `http` and `https` alone. To another origin go only the
  /// fields that say what kind of answer is wanted: no key, cookie or field of unknown meaning. Other
  /// methods are not redirected.
  /// - Throws: `network` when nothing can be reached or nothing comes within the idle time, `deadline`,
  ///   `missing_tool` without libcurl, `usage` for a field that cannot be sent, or what the cancellation
  ///   says.
  public func start(_ request: HTTPRequest, cancellation: Cancellation) throws(AgentError) -> HTTPResponse {
    let loop = try runningLoop()
    let total = request.timeouts.total.map { Deadline.after(milliseconds: $0) }
    var request = request
    for _ in 0...Self.redirectLimit {
      let response = try send(request, on: loop, total: total, cancellation: cancellation)
      guard let target = try Self.redirect(of: response, to: request, library: loop.library) else {
        return response
      }
      response.discard(within: 200)
      if target.origin != request.url.origin { request.headers = request.headers.withoutSecrets }
      request.url = target
    }
    throw AgentError(
      .network, "more than \(Self.redirectLimit) redirects, one after the other", object: request.url.origin)
  }

  private func send(
    _ request: HTTPRequest, on loop: CurlLoop, total: Deadline?, cancellation: Cancellation
  ) throws(AgentError) -> HTTPResponse {
    if let name = request.headers.unsendable {
      throw AgentError(.usage, "a header with characters that cannot be sent", object: name)
    }
    if let reason = cancellation.reason { throw AgentError(reason) }
    let transfer = Transfer(request)
    loop.start(transfer)
    let token = cancellation.onCancel { [weak transfer, weak loop] reason in
      guard let transfer else { return }
      transfer.end(.failure(AgentError(reason)))
      loop?.abandon(transfer)
    }
    do throws(AgentError) {
      let head = try transfer.wait(until: total) { state -> Result<Transfer.Head, AgentError>? in
        // What came before a failure is handed out before it, however fast the two followed each other.
        if let head = state.head { return .success(head) }
        if case .failure(let error) = state.outcome { return .failure(error) }
        if case .success = state.outcome {
          return .failure(AgentError(.protocolError, "not an HTTP answer", object: transfer.origin))
        }
        return nil
      }.get()
      return HTTPResponse(
        transfer, head: head, client: self, loop: loop, total: total, cancellation: cancellation, token: token
      )
    } catch {
      cancellation.removeHandler(token)
      transfer.end(.failure(error))
      loop.abandon(transfer)
      throw error
    }
  }

  /// Where the answer sends us, when that is to be followed.
  private static func redirect(of response: HTTPResponse, to request: HTTPRequest, library: CurlLibrary)
    throws(AgentError) -> HTTPURL?
  {
    guard [301, 302, 303, 307, 308].contains(response.status),
      request.method == .get || request.method == .head, let location = response.headers["Location"]
    else { return nil }
    guard let resolved = library.resolve(location, against: request.url.description),
      let target = try? HTTPURL(resolved)
    else {
      throw AgentError(
        .protocolError, "redirects to what is no http or https URL", object: request.url.origin)
    }
    return target
  }

  private func runningLoop() throws(AgentError) -> CurlLoop {
    let result = loop.withLock { loop in
      Result { () throws(AgentError) -> CurlLoop in
        if let loop { return loop }
        let started = try CurlLoop(library: CurlLibrary(), trust: trust)
        loop = started
        return started
      }
    }
    return try result.get()
  }
}
