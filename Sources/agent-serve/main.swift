import AgentCLI
import AgentSystem
import ServeCommand

CommandRunner.main(
  AgentServeRoot.self, arguments: Array(ProcessEnvironment.arguments().dropFirst()))
