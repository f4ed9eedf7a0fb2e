import AgentCLI
import ToolCommand

CommandRunner.main(AgentTool.self)
