import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentTools
import ArgumentParser

/// Writes a server into the settings. It is not started.
struct MCPAdd: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Set up a server",
    discussion: """
      Texts may name variables: ${NAME} is filled in when the server is started.

      Examples:
        agent-tool mcp add time -- mcp-server-time
        agent-tool mcp add git --net none -- mcp-server-git --repository .
        agent-tool mcp add web --url https://example.com/mcp --header 'X-Key: ${KEY}'
      """)

  @Argument(help: "What the server is called; its tools are NAME__TOOL.")
  var name: String

  @Argument(help: "The program and its arguments, behind '--'.")
  var command: [String] = []

  @Option(name: .long, help: ArgumentHelp("A server that is asked over HTTP.", valueName: "url"))
  var url: String?

  @Option(name: .long, help: ArgumentHelp("NAME=VALUE for the program's environment.", valueName: "variable"))
  var env: [String] = []

  @Option(name: .long, help: ArgumentHelp("NAME: VALUE, sent with every request.", valueName: "field"))
  var header: [String] = []

  @Option(name: .long, help: ArgumentHelp("The program's network: none (default) or host.", valueName: "net"))
  var net: String?

  @Option(
    name: .long,
    help: ArgumentHelp("read-only, workspace or off; else that of the turn.", valueName: "mode"))
  var sandbox: String?

  @Option(name: .long, help: ArgumentHelp("What the program may read beside.", valueName: "path"))
  var readable: [String] = []

  @Option(name: .long, help: ArgumentHelp("A directory that the program may write.", valueName: "dir"))
  var writable: [String] = []

  @Option(name: .long, help: ArgumentHelp("Time for one call.", valueName: "time"))
  var timeout: String?

  @Option(name: .long, help: ArgumentHelp("The only tools to take, with commas.", valueName: "names"))
  var tools: String?

  @Option(
    name: .long,
    help: ArgumentHelp("What calls may change: read, state, write, network, destructive.", valueName: "class")
  )
  var sideEffects: String?

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let settings = JSON.object(try members(context))
    let server: MCPServerConfiguration
    do throws(AgentError) {
      server = try MCPServerConfiguration(name: name, settings)
    } catch {
      throw AgentError(.usage, error.message, object: error.object, hint: error.hint)
    }
    var replaces = false
    let change = { (values: inout JSONObject) throws(AgentError) in
      var servers = values["mcp_servers"]?.object ?? [:]
      replaces = servers[name] != nil
      servers[name] = settings
      values["mcp_servers"] = .object(servers)
    }
    let file = ConfigurationFile(context.runtime)
    if dryRun.dryRun {
      var values = try file.read()
      try change(&values)
    } else {
      try file.change(clock: context.clock, note: { context.diagnostics.note($0) }, change)
    }
    var row = MCPText.members(server)
    row.append("replaced", .bool(replaces))
    let done = replaces ? "replaced" : "added"
    let meant = replaces ? "would replace" : "would add"
    try context.print(
      Row("mcp_server", row, text: "\(dryRun.dryRun ? meant : done) \(name)"), as: try outputFormat())
    return .done
  }

  private func members(_ context: CommandContext) throws(AgentError) -> JSONObject {
    var members: JSONObject = [:]
    switch (command.first, url) {
    case (let program?, nil):
      if program.isEmpty { throw AgentError(.usage, "the program's name is empty") }
      if !header.isEmpty { throw AgentError(.usage, "is for a server with --url", object: "--header") }
      members.append("command", .string(program))
      if command.count > 1 { members.append("args", .array(command.dropFirst().map(JSON.string))) }
      if !env.isEmpty { members.append("env", .object(try pairs(env, "--env", separator: "="))) }
    case (nil, let url?):
      if let option = programOption { throw AgentError(.usage, "is for a program", object: option) }
      members.append("type", "http")
      members.append("url", .string(url))
      if !header.isEmpty { members.append("headers", .object(try pairs(header, "--header", separator: ":"))) }
    default:
      throw AgentError(
        .usage, "either a program behind '--' or a --url is needed",
        hint: "agent-tool mcp add \(name) -- COMMAND")
    }
    members.append("net", ifPresent: net.map(JSON.string))
    members.append("sandbox", ifPresent: sandbox.map(JSON.string))
    if !readable.isEmpty {
      members.append("readable", .array(readable.map { .string(context.absolute($0)) }))
    }
    if !writable.isEmpty {
      members.append("writable", .array(writable.map { .string(context.absolute($0)) }))
    }
    members.append("timeout", ifPresent: timeout.map(JSON.string))
    members.append(
      "tools", ifPresent: tools.map { .array($0.split(separator: ",").map { .string(String($0)) }) })
    members.append("side_effects", ifPresent: sideEffects.map(JSON.string))
    return members
  }

  /// The first option that means nothing for a server that is no program of ours.
  private var programOption: String? {
    if !env.isEmpty { return "--env" }
    if net != nil { return "--net" }
    if sandbox != nil { return "--sandbox" }
    if !readable.isEmpty { return "--readable" }
    return writable.isEmpty ? nil : "--writable"
  }

  private func pairs(_ words: [String], _ option: String, separator: Character) throws(AgentError)
    -> JSONObject
  {
    var pairs = JSONObject()
    for word in words {
      guard let place = word.firstIndex(of: separator), place != word.startIndex else {
        throw AgentError(.usage, "expected NAME\(separator)VALUE", object: option)
      }
      let value = word[word.index(after: place)...]
      pairs[String(word[..<place])] = .string(
        separator == ":" ? String(value.drop { $0 == " " }) : String(value))
    }
    return pairs
  }
}
