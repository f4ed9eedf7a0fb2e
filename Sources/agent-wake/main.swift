import AgentCLI
import AgentSystem
import WakeCommand

CommandRunner.main(
  AgentWakeRoot.self,
  arguments: AgentWakeRoot.arguments(Array(ProcessEnvironment.arguments().dropFirst())))
