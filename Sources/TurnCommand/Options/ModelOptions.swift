import AgentCore
import AgentJSON
import ArgumentParser

/// Which model answers, and how it is reached.
struct ModelOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("Model.", valueName: "name"))
  var model: String?

  @Option(
    name: .long, help: ArgumentHelp("Backend: responses, chat or local.", valueName: "name"),
    completion: .list(["responses", "chat", "local"]))
  var provider: String?

  @Option(name: .long, help: ArgumentHelp("Endpoint; as a rule it ends in /v1.", valueName: "url"))
  var baseUrl: String?

  @Option(name: .long, help: ArgumentHelp("File that holds the key.", valueName: "file"), completion: .file())
  var keyFile: String?

  @Option(name: .long, help: ArgumentHelp("Descriptor to read the key from.", valueName: "n"))
  var keyFd: Int32?

  @Option(name: .long, help: ArgumentHelp("Command that prints the key.", valueName: "command"))
  var keyCommand: String?

  @Option(
    name: .long, help: ArgumentHelp("How long the model thinks.", valueName: "level"),
    completion: .list(["none", "minimal", "low", "medium", "high", "xhigh", "max"]))
  var effort: String?

  @Option(
    name: .long, help: ArgumentHelp("How long the answer is: low, medium, high.", valueName: "level"),
    completion: .list(["low", "medium", "high"]))
  var verbosity: String?

  @Option(name: .long, help: ArgumentHelp("Limit on one answer, in tokens.", valueName: "n"))
  var maxOutputTokens: Int?

  @Option(name: .long, help: ArgumentHelp("Sampling temperature.", valueName: "t"))
  var temperature: Double?

  @Option(name: .long, help: ArgumentHelp("Retries of a failed request (default 5).", valueName: "n"))
  var retries: Int?

  @Option(name: .long, help: ArgumentHelp("Time spent on retries (default 60s).", valueName: "time"))
  var retryTime: String?

  @Option(name: .long, help: ArgumentHelp("Time to connect (default 10s).", valueName: "time"))
  var connectTimeout: String?

  @Option(name: .long, help: ArgumentHelp("Longest silence of the model (default 300s).", valueName: "time"))
  var idleTimeout: String?

  func validate() throws {
    if let most = maxOutputTokens, most < 1 { throw ValidationError("--max-output-tokens must be above 0") }
    if let temperature, !(temperature >= 0 && temperature.isFinite) {
      throw ValidationError("--temperature must be a number of 0 or more")
    }
  }

  /// The settings that these options are.
  var settings: JSONObject {
    var settings = JSONObject()
    settings.append("model", ifPresent: model.map(JSON.string))
    settings.append("provider", ifPresent: provider.map(JSON.string))
    settings.append("base_url", ifPresent: baseUrl.map(JSON.string))
    settings.append("key_command", ifPresent: keyCommand.map(JSON.string))
    settings.append("reasoning_effort", ifPresent: effort.map(JSON.string))
    settings.append("verbosity", ifPresent: verbosity.map(JSON.string))
    settings.append("max_output_tokens", ifPresent: maxOutputTokens.map(JSON.int))
    settings.append("retries", ifPresent: retries.map(JSON.int))
    settings.append("retry_time", ifPresent: retryTime.map(JSON.string))
    settings.append("connect_timeout", ifPresent: connectTimeout.map(JSON.string))
    settings.append("idle_timeout", ifPresent: idleTimeout.map(JSON.string))
    return settings
  }
}
