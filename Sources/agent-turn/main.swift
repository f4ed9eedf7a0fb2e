import AgentCLI
import TurnCommand

CommandRunner.main(TurnRoot.self, failure: .turnFailed)
