import AgentCLI
import ConfigCommand

CommandRunner.main(AgentConfig.self)
