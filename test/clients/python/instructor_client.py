"""instructor, which has structured output by a tool, and asks by Chat Completions unless it is told otherwise."""

import instructor
from departure import Departure
from lines import answer_lines
from openai import OpenAI


def client_of(asked):
    client = OpenAI(base_url=f"{asked['url']}/v1", api_key=asked["key"], max_retries=0)
    mode = instructor.Mode.RESPONSES_TOOLS if asked["api"] == "responses" else instructor.Mode.TOOLS
    return instructor.from_openai(client, mode=mode)


def request(asked):
    return {"model": asked["model"], "messages": [{"role": "user", "content": asked["question"]}], "max_retries": 0}


def structured(asked):
    return client_of(asked).chat.completions.create(response_model=Departure, **request(asked)).model_dump()


def stream(asked):
    """The last state of the object as it grows."""
    pieces = client_of(asked).chat.completions.create_partial(response_model=Departure, **request(asked))
    return list(pieces)[-1].model_dump()


answer_lines({"structured": structured, "structured stream": stream})
