import AgentApproval
import AgentCore
import AgentJSON
import AgentSystem

/// A tool of an MCP server. Its server is started by the first call.
struct MCPTool: Tool {
  let description: ToolDescription
  let facts: MCPToolFacts
  let client: MCPClient
  /// All servers of the turn, which are ended side by side.
  let others: [MCPClient]

  var confinement: ToolConfinement { client.server.confinementKind(client.environment.policy) }

  func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let limit = min(client.server.outputLimit ?? context.outputLimit, context.outputLimit)
    var output: ToolOutput
    do throws(AgentError) {
      let result = try client.call(facts, arguments, until: context.deadline, context.cancellation)
      output = MCPResult.output(result, limit: limit)
    } catch {
      if context.cancellation.isCancelled { throw error }
      output = MCPResult.failure(error)
    }
    let notices = client.notices
    if !notices.isEmpty { output.itemFields.append("notices", .array(notices.map(JSON.string))) }
    return output
  }

  func finish() { MCPClient.close(others) }
}
