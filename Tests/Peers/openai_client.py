"""Talks to an agent's server with OpenAI's own client and prints what came, as one JSON object.

usage: openai_client.py BASE_URL TOKEN
"""

import json
import sys

import openai

base_url, token = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key=token, max_retries=0, timeout=60)
told = {}


def error(call):
    try:
        call()
    except openai.APIStatusError as failure:
        return [type(failure).__name__, failure.status_code, failure.code, failure.param]
    return None


user = [{"role": "user", "content": "ping"}]
told["models"] = [model.id for model in client.models.list()]
told["model"] = client.models.retrieve("agent").id
told["no_model"] = error(lambda: client.models.retrieve("nosuch"))

chat = client.chat.completions.create(model="agent", messages=user)
told["chat"] = [chat.object, chat.choices[0].message.content, chat.choices[0].finish_reason]
told["chat_usage"] = chat.usage.total_tokens

chunks = list(
    client.chat.completions.create(
        model="agent", messages=user, stream=True, stream_options={"include_usage": True}
    )
)
told["stream"] = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
told["stream_chunks"] = len(chunks)
told["stream_end"] = [chunks[-2].choices[0].finish_reason, chunks[-1].usage.total_tokens]

first = client.responses.create(model="agent", input="one", instructions="Be brief.")
told["response"] = [first.status, first.output_text, first.usage.total_tokens]
second = client.responses.create(model="agent", input="two", previous_response_id=first.id)
third = client.responses.create(model="agent", input="three", conversation=second.conversation.id)
branch = client.responses.create(model="agent", input="four", previous_response_id=first.id)
told["ids"] = [answer.id for answer in (first, second, third, branch)]
told["sessions"] = [answer.conversation.id for answer in (first, second, third, branch)]

events = list(client.responses.create(model="agent", input="ping", stream=True, store=False))
told["events"] = [event.type for event in events]
told["event_text"] = "".join(event.delta for event in events if event.type == "response.output_text.delta")
told["event_end"] = events[-1].response.output_text

raw = client.chat.completions.with_raw_response.create(
    model="agent", messages=user, extra_headers={"X-Session-Id": "new"}
)
session = raw.headers["x-session-id"]
again = client.chat.completions.with_raw_response.create(
    model="agent", messages=user, extra_headers={"X-Session-Id": session}
)
told["kept"] = [session, again.headers["x-session-id"]]
told["not_kept"] = client.chat.completions.with_raw_response.create(model="agent", messages=user).headers.get(
    "x-session-id"
)

tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
told["tools"] = error(lambda: client.chat.completions.create(model="agent", messages=user, tools=[tool]))
told["no_session"] = error(
    lambda: client.chat.completions.create(
        model="agent", messages=user, extra_headers={"X-Session-Id": "20200101T000000.000Z-0000"}
    )
)
told["no_response"] = error(
    lambda: client.responses.create(
        model="agent", input="x", previous_response_id="resp_20200101T000000.000Z-0000.1"
    )
)
stranger = openai.OpenAI(base_url=base_url, api_key="wrong", max_retries=0)
told["stranger"] = error(lambda: stranger.models.list())
print(json.dumps(told))
