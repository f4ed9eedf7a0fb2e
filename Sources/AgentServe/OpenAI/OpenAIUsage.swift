import AgentJSON

/// The tokens of a turn, in the words of each API.
struct OpenAIUsage {
  private let input: Int
  private let cached: Int
  private let output: Int
  private let reasoning: Int

  /// - Parameter usage: that of a terminal event, under codex's keys.
  init(_ usage: JSON?) {
    input = usage?["input_tokens"]?.int ?? 0
    cached = usage?["cached_input_tokens"]?.int ?? 0
    output = usage?["output_tokens"]?.int ?? 0
    reasoning = usage?["reasoning_output_tokens"]?.int ?? 0
  }

  private var total: JSON {
    let (sum, overflow) = input.addingReportingOverflow(output)
    return .int(overflow ? .max : sum)
  }

  var chat: JSON {
    [
      "prompt_tokens": .int(input), "completion_tokens": .int(output), "total_tokens": total,
      "prompt_tokens_details": ["cached_tokens": .int(cached)],
      "completion_tokens_details": ["reasoning_tokens": .int(reasoning)],
    ]
  }

  var response: JSON {
    [
      "input_tokens": .int(input), "input_tokens_details": ["cached_tokens": .int(cached)],
      "output_tokens": .int(output), "output_tokens_details": ["reasoning_tokens": .int(reasoning)],
      "total_tokens": total,
    ]
  }
}
