import Testing

@testable import AgentModel

@Suite struct SecretFormsTests {
  private static let key = "sk-Canary/0123456789+abcdef"

  private var forms: SecretForms { SecretForms(Secret(Self.key).map { [$0] } ?? []) }

  /// Made with base64(1), basenc(1) and xxd(1) of texts that hold the key.
  @Test(arguments: [
    "sk-Canary/0123456789+abcdef",
    "c2stQ2FuYXJ5LzAxMjM0NTY3ODkrYWJjZGVm", "c2stQ2FuYXJ5LzAxMjM0NTY3ODkrYWJjZGVmCg==",
    "S0VZPXNrLUNhbmFyeS8wMTIzNDU2Nzg5K2FiY2RlZgo=", "S0VZMT1zay1DYW5hcnkvMDEyMzQ1Njc4OSthYmNkZWYK",
    "736b2d43616e6172792f303132333435363738392b616263646566",
    "736B2D43616E6172792F303132333435363738392B616263646566",
  ])
  func formsAreTakenOut(_ text: String) {
    let redacted = forms.redact("before \(text) after")
    #expect(redacted.hasPrefix("before ") && redacted.hasSuffix(" after") && redacted.contains("<secret>"))
    for part in ["Canary", "Q2FuYXJ5", "Nhbmfye", "DYW5hcnk", "43616e61", "43616E61"] {
      #expect(!redacted.contains(part))
    }
  }

  @Test func otherTextStays() {
    let text = "c2stQ2FuYXJ5 sk-Canary/0123456789 736b2d"
    #expect(forms.redact(text) == text)
  }

  @Test func shortKeysAreWords() {
    #expect(SecretForms(Secret("key").map { [$0] } ?? []).redact("the key") == "the key")
  }
}
