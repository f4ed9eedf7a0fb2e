import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentWake
import ArgumentParser

/// `agent-wake parse`
struct Parse: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Print the next moments of a schedule, in UTC",
    discussion: """
      A schedule is five fields as in crontab(5), @daily and the like, a span
      (1h: every hour from now on), or a time. Exit status 1 when there is none.

      Examples:
        agent-wake parse "0 7 * * 1-5" --tz Europe/Paris -k 3
        agent-wake parse 90m --from 2026-01-31T07:00:00Z
      """)

  @Argument(help: ArgumentHelp("The schedule; words are joined by blanks.", valueName: "spec"))
  var words: [String]
  @Option(help: ArgumentHelp("Time zone, such as Europe/Paris [the system's].", valueName: "zone"))
  var tz: String?
  @Option(help: ArgumentHelp("After a time [now].", valueName: "time")) var from: String?
  @Option(name: .customShort("k"), help: ArgumentHelp("At most so many.", valueName: "n")) var count = 1
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if !(1...100_000).contains(count) { throw AgentError(.usage, "must be from 1 to 100000", object: "-k") }
    let zone = try context.zone(tz)
    let clock = context.clock.now()
    let now =
      try from.map { text in
        try context.usage("--from") { try ScheduleText.time(text, zone: zone, now: clock) }
      } ?? clock
    let schedule = try ScheduleText.parse(words.joined(separator: " "), zone: zone, now: now)
    var slots = try schedule.slots(after: now, zones: context.zones)
    var found = 0
    var rows: [Row] = []
    while found < count, let slot = slots.next() {
      found += 1
      let members: JSONObject = ["at": .string(slot.description), "schedule": schedule.json]
      rows.append(Row("wake.slot", members, text: slot.description))
    }
    try context.print(rows, as: format)
    return found == 0 ? .negative : .done
  }
}
