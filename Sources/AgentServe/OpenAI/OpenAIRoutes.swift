import AgentCore
import AgentJSON
import AgentSystem

/// `/v1`: what clients of OpenAI's APIs need to talk to the agent.
package enum OpenAIRoutes {
  /// Images come in the body.
  private static let bodyLimit = 32 << 20

  package static let all: [Route] = [
    Route("GET", "/v1/models", errors: .openAI) { _, serving in
      .json(try OpenAIModels.read(serving).list(created: seconds(serving)))
    },
    Route("GET", "/v1/models/{model}", errors: .openAI) { request, serving in
      let name = request.parameters["model"] ?? ""
      let list = try OpenAIModels.read(serving).list(created: seconds(serving))["data"]?.array ?? []
      guard let model = list.first(where: { $0["id"] == .string(name) }) else {
        return OpenAIModels.missing.answer
      }
      return .json(model)
    },
    Route("POST", "/v1/chat/completions", errors: .openAI, bodyLimit: bodyLimit) { request, serving in
      try turn(request, serving, OpenAIRequest.chat) { asked in
        ChatForm(
          created: seconds(serving), model: asked.model ?? OpenAIRequest.ownModel,
          tellsUsage: asked.tellsUsage)
      }
    },
    Route("POST", "/v1/responses", errors: .openAI, bodyLimit: bodyLimit) { request, serving in
      try turn(request, serving, OpenAIRequest.response) { asked in
        ResponsesForm(
          created: seconds(serving), model: asked.model ?? OpenAIRequest.ownModel, echo: asked.echo)
      }
    },
  ]

  private static func turn(
    _ request: ServeRequest, _ serving: Serving,
    _ read: (JSONObject, String?) throws(OpenAIError) -> OpenAIRequest,
    form: @escaping @Sendable (OpenAIRequest) -> any OpenAIForm
  ) throws -> ServeAnswer {
    let asked: OpenAIRequest
    let body = try request.object()
    do {
      asked = try read(body, request.header("x-session-id"))
    } catch {
      return error.answer
    }
    let key = request.header("idempotency-key")
    return .later {
      do {
        return try OpenAITurn(asked, key: key, form: form(asked), serving: serving).answer()
      } catch let error as OpenAIError {
        return error.answer
      }
    }
  }

  private static func seconds(_ serving: Serving) -> Int { serving.clock.now().milliseconds / 1000 }
}
