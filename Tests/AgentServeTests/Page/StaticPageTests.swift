import AgentCore
import AgentSystem
import Testing

@testable import AgentServe

@Suite struct StaticPageTests {
  private func page() throws -> StaticPage { try StaticPage(ResourceDirectory(environment: [:])) }

  @Test func thePolicyNamesWhatThePageHoldsByItsHash() {
    let page = "<style>a{}</style><script>1</script><script>2</script>"
    let policy = StaticPage.policy(Array(page.utf8))
    // printf 1 | openssl dgst -sha256 -binary | base64
    #expect(policy.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=' 'sha256-"))
    #expect(policy.contains("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(StaticPage.policy([]).contains("script-src 'none'; style-src 'none'"))
  }

  @Test func thePageIsSmallAndFetchesNothingElse() throws {
    let page = try page()
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(page.bytes.count < 20_000)
    for foreign in ["http://", "https://", "src=", "href=", "innerHTML", " onclick=", " style="] {
      #expect(!text.contains(foreign), "\(foreign)")
    }
    #expect(page.headers.contains { $0.name == "content-security-policy" })
  }
}
