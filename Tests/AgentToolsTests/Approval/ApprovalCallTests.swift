import AgentApproval
import AgentJSON
import AgentSandbox
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct ApprovalCallTests {
  let directory = TestDirectory()

  @Test func pathsAreFoundAndResolved() throws {
    try directory.write("work/secrets/a", "x")
    symlink("secrets", directory.path("work/link"))
    let tree = try ConfinedTree(workspace: directory.work)
    let call = ApprovalCall(
      ReadTool(), ["reads": [["source": "link/a"], ["source": "./b/../c"], ["source": "/etc/passwd"]]],
      in: tree, home: nil)
    let work = tree.workspace
    #expect(
      call.paths == [
        .init(spelled: "\(work)/link/a", resolved: "\(work)/secrets/a"),
        .init(spelled: "\(work)/c", resolved: "\(work)/c"),
        .init(spelled: "/etc/passwd", resolved: "/etc/passwd"),
      ])
    #expect(call.confinement == .files && call.effects == "read" && call.commandLine == nil)
  }

  @Test(arguments: [
    (SandboxPolicy.Mode.readOnly, SandboxPolicy.Network.none, ToolConfinement.sandbox),
    (.workspace, .none, .sandbox), (.workspace, .host, .network), (.off, .none, .none), (.off, .host, .none),
  ])
  func bashIsAsConfinedAsItsSandbox(
    _ mode: SandboxPolicy.Mode, _ network: SandboxPolicy.Network, _ expected: ToolConfinement
  ) throws {
    let tool = BashTool(SandboxPolicy(mode: mode, network: network, workspace: directory.work))
    let call = ApprovalCall(
      tool, ["command": "ls && id"], in: try ConfinedTree(workspace: directory.work), home: nil)
    #expect(call.confinement == expected)
    #expect(call.commandLine?.commands.count == 2)
    #expect(call.paths.isEmpty)
  }
}
