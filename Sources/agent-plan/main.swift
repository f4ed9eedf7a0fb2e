import AgentCLI
import AgentSystem
import PlanCommand

CommandRunner.main(
  AgentPlanRoot.self,
  arguments: AgentPlanRoot.arguments(Array(ProcessEnvironment.arguments().dropFirst())))
