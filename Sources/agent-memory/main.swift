import AgentCLI
import AgentSystem
import MemoryCommand

CommandRunner.main(
  AgentMemoryRoot.self,
  arguments: AgentMemoryRoot.arguments(Array(ProcessEnvironment.arguments().dropFirst())))
