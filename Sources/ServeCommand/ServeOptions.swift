import AgentCLI
import AgentCore
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// Where the server listens and what it offers.
struct ServeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("UNIX socket [serve.sock in the runtime directory].", valueName: "path"),
    completion: .file())
  var socket: String?

  @Option(help: ArgumentHelp("Listen on loopback TCP too, as 127.0.0.1:8765.", valueName: "address"))
  var listen: String?

  @Option(
    help: ArgumentHelp("File of the token for TCP [serve.token].", valueName: "file"), completion: .file())
  var tokenFile: String?

  @Option(
    help: ArgumentHelp("Pages of this origin may ask; may be repeated [none].", valueName: "origin"))
  var allowOrigin: [String] = []

  @Flag(help: "Answer clients of OpenAI's interface, at /v1.")
  var openai = false

  @Flag(help: "Show sessions in a browser, at /.")
  var page = false

  @Option(help: ArgumentHelp("End when nothing happens for so long, as 30m.", valueName: "time"))
  var idleExit: String?

  func serverOptions(in context: CommandContext) throws(AgentError) -> Server.Options {
    var options = Server.Options()
    options.socket = socket.map(context.absolute)
    if let listen { options.listen = try LoopbackAddress(listen) }
    options.tokenFile = tokenFile.map(context.absolute)
    options.origins = allowOrigin
    if let idleExit {
      guard let time = Duration.parse(idleExit), time > 0 else {
        throw AgentError(.usage, "'\(idleExit)' is not a duration", object: "--idle-exit", hint: "as in 30m")
      }
      options.idleExit = time
    }
    options.arguments = arguments(in: context)
    return options
  }

  func routes(in context: CommandContext) throws(AgentError) -> [Route] {
    let resources = ResourceDirectory(environment: context.environment)
    var routes = Routes.core + [try OpenAPIDocument(resources, version: Version.number).route]
    if openai { routes += OpenAIRoutes.all }
    if page { routes.append(try StaticPage(resources).route) }
    return routes
  }

  /// The same as a command line that means the same wherever it is given.
  func arguments(in context: CommandContext) -> [String] {
    var arguments: [String] = []
    if let socket { arguments.append("--socket=\(context.absolute(socket))") }
    if let listen { arguments.append("--listen=\(listen)") }
    if let tokenFile { arguments.append("--token-file=\(context.absolute(tokenFile))") }
    arguments += allowOrigin.map { "--allow-origin=\($0)" }
    if openai { arguments.append("--openai") }
    if page { arguments.append("--page") }
    if let idleExit { arguments.append("--idle-exit=\(idleExit)") }
    return arguments
  }
}
