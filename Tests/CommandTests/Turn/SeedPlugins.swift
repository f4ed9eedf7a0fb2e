import AgentJSON
import AgentTesting

/// The tools of the predecessor's plugins `planner` and `scheduler`, with its parameters, described at the length that a
/// person would.
enum SeedPlugins {
  static let names: Set = [
    "planner_create", "planner_add", "planner_check", "planner_clear", "scheduler_schedule",
    "scheduler_cancel",
    "scheduler_list", "scheduler_restart_and_wakeup",
  ]

  /// Descriptions whose programs are there.
  static func write(into directory: TestDirectory) throws {
    for (name, description, properties, required) in tools {
      let plugin = String(name.prefix { $0 != "_" })
      let object: JSON = [
        "name": .string(name), "plugin": .string(plugin), "description": .string(description),
        "parameters": [
          "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        ],
        "side_effects": "state", "confine": "none", "exec": ["agent-memory", "--tool", .string(name)],
      ]
      try directory.write("share/Seed/Resources/tools/\(name).tool.json", object.text)
    }
  }

  private static func text(_ words: String) -> JSON { ["type": "string", "description": .string(words)] }

  private static let entries: JSON = [
    "type": "array", "minItems": 1,
    "items": [
      "type": "object",
      "properties": [
        "title": text("what is to be done"), "description": text("more about it"),
        "done_state": ["type": "boolean", "description": "whether it is done already"],
      ],
      "required": ["title"], "additionalProperties": false,
    ],
  ]

  private static let tools: [(String, String, JSON, JSON)] = [
    (
      "planner_create", "Make a named list of what is to be done. One of that name is replaced.",
      ["name": text("the list's name"), "entries": entries], ["name", "entries"]
    ),
    (
      "planner_add", "Add entries to a list. A list that is not there is made.",
      ["name": text("the list's name"), "entries": entries], ["name", "entries"]
    ),
    (
      "planner_check", "Mark entries of a list as done. A list whose entries are all done vanishes.",
      [
        "name": text("the list's name"),
        "entries": [
          "type": "array", "items": ["type": "integer", "minimum": 1], "description": "numbers from 1",
          "minItems": 1,
        ],
      ], ["name", "entries"]
    ),
    ("planner_clear", "Remove a list, or all lists.", ["name": text("the list's name; empty for all")], []),
    (
      "scheduler_schedule", "Wake the agent later with a prompt, once or again and again.",
      [
        "prompt": text("what to do then"), "run_at": text("an RFC 3339 time"),
        "delay_seconds": ["type": "number", "minimum": 0, "description": "from now, where no time is given"],
        "interval_seconds": ["type": "number", "minimum": 1, "description": "again after so long"],
        "title": text("what it is called"),
      ], ["prompt"]
    ),
    ("scheduler_cancel", "Cancel a wakeup.", ["job_id": text("its id")], ["job_id"]),
    (
      "scheduler_list", "List the wakeups.",
      ["include_done": ["type": "boolean", "description": "those that are over, too (default true)"]], []
    ),
    (
      "scheduler_restart_and_wakeup", "Start the agent anew, and wake it with a prompt.",
      ["prompt": text("what to do then"), "title": text("what it is called")], ["prompt"]
    ),
  ]
}
