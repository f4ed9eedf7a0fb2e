import Testing

@testable import AgentSandbox

@Suite struct SandboxPolicyTests {
  @Test(arguments: [
    (SandboxPolicy(workspace: "/w"), "--quiet --workspace /w --read-only", true),
    (SandboxPolicy(mode: .workspace, workspace: "/w"), "--quiet --workspace /w", false),
    (
      SandboxPolicy(
        mode: .workspace, network: .host, workspace: "/w", readable: ["/a", "/b"], writable: ["/c"]),
      "--quiet --workspace /w --readable /a --readable /b --writable /c --net host", false
    ),
    (SandboxPolicy(network: .host, workspace: "/w"), "--quiet --workspace /w --read-only --net host", false),
    (
      SandboxPolicy(workspace: "/w", writable: ["/c"]),
      "--quiet --workspace /w --read-only --writable /c", false
    ), (SandboxPolicy(mode: .off, network: .host, workspace: "/w"), "", false),
  ])
  func options(_ policy: SandboxPolicy, _ options: String, _ isReadOnly: Bool) {
    #expect(policy.options.joined(separator: " ") == options)
    #expect(policy.isReadOnly == isReadOnly)
  }
}
