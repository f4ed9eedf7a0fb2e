import Testing

@testable import AgentHTTP

@Suite struct CurlTrustTests {
  @Test(
    arguments: [
      (nil, [:], nil, nil), (nil, ["SSL_CERT_FILE": "/s"], "/s", nil),
      (nil, ["SSL_CERT_FILE": "/s", "CURL_CA_BUNDLE": "/c"], "/c", nil),
      (nil, ["SSL_CERT_FILE": ""], nil, nil),
      (nil, ["SSL_CERT_DIR": "/d"], nil, "/d"),
      ("/o", ["SSL_CERT_FILE": "/s", "SSL_CERT_DIR": "/d"], "/o", nil),
    ] as [(String?, [String: String], String?, String?)])
  func chooses(_ option: String?, _ environment: [String: String], _ file: String?, _ directory: String?) {
    let trust = CurlTrust(option: option, environment: environment)
    #expect(trust.file == file)
    #expect(trust.directory == directory)
  }
}
