import AgentCLI
import SessionCommand

CommandRunner.main(AgentSession.self)
