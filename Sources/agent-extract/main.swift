import AgentCLI
import ExtractCommand

CommandRunner.main(AgentExtract.self)
