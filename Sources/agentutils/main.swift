import AgentCLI

MultiCall.main(Agentutils.self, commands: Agentutils.commands)
