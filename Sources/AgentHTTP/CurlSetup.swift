import CCurl

/// Sets options on an easy handle until one is refused.
struct CurlSetup {
  private let library: CurlLibrary
  private let easy: UnsafeMutableRawPointer
  private(set) var result = CURLE_OK

  init(library: CurlLibrary, easy: UnsafeMutableRawPointer) {
    self.library = library
    self.easy = easy
  }

  private mutating func set(
    _ body: (UnsafePointer<ccurl_library>, UnsafeMutableRawPointer) -> CURLcode
  ) {
    guard result == CURLE_OK else { return }
    result = withUnsafePointer(to: library.functions) { body($0, easy) }
  }

  mutating func long(_ option: CURLoption, _ value: Int) {
    set { ccurl_set_long($0, $1, option, value) }
  }

  mutating func optionalLong(_ option: CURLoption, _ value: Int) {
    set { ccurl_set_long($0, $1, option, value) == CURLE_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_OK }
  }

  mutating func string(_ option: CURLoption, _ value: String) {
    set { ccurl_set_string($0, $1, option, value) }
  }

  mutating func list(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) {
    set { ccurl_set_list($0, $1, option, value) }
  }

  /// Gives libcurl a copy of the body.
  mutating func body(_ bytes: [UInt8]) {
    set { ccurl_set_size($0, $1, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)) }
    set { library, easy in
      bytes.withUnsafeBytes { buffer in
        // An empty array may have no address, and libcurl would then read the body from standard input.
        withUnsafePointer(to: UInt8(0)) { nothing in
          ccurl_set_bytes(library, easy, CURLOPT_COPYPOSTFIELDS, buffer.baseAddress ?? .init(nothing))
        }
      }
    }
  }

  /// The handle's owner keeps `transfer` for as long as libcurl may call.
  mutating func callbacks(for transfer: Transfer) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    set { ccurl_set_callbacks($0, $1, context, takeBody, takeHeader, takeProgress) }
  }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(
    start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self), count: bytes == nil ? 0 : count)
}

private let takeBody: ccurl_sink = { bytes, size, count, context in
  transfer(context)?.takeBody(buffer(bytes, size * count)) == true ? size * count : Int(CURL_WRITEFUNC_PAUSE)
}

private let takeHeader: ccurl_sink = { bytes, size, count, context in
  transfer(context)?.takeHeader(buffer(bytes, size * count))
  return size * count
}

private let takeProgress: ccurl_progress = { context, _, loaded, _, sent in
  transfer(context)?.takeProgress(Int64(loaded) + Int64(sent))
  return 0
}
