"""The OpenAI Agents SDK, which asks by Responses unless it is told otherwise."""

import asyncio
from agents import Agent, OpenAIProvider, RunConfig, Runner, function_tool, set_tracing_disabled
from departure import Departure
from lines import answer_lines
from openai import AsyncOpenAI

set_tracing_disabled(True)


def settings(asked):
    client = AsyncOpenAI(base_url=f"{asked['url']}/v1", api_key=asked["key"], max_retries=0)
    return RunConfig(model_provider=OpenAIProvider(openai_client=client, use_responses=asked["api"] == "responses"))


def agent_of(asked, **more):
    return Agent(name="Helper", instructions="Answer briefly.", model=asked["model"], **more)


async def run(asked, **more):
    result = await Runner.run(agent_of(asked, **more), asked["question"], run_config=settings(asked))
    return result.final_output


async def stream(asked):
    result = Runner.run_streamed(agent_of(asked), asked["question"], run_config=settings(asked))
    text = ""
    async for event in result.stream_events():
        # Chat Completions' pieces have the shape of Responses' events here.
        if event.type == "raw_response_event" and event.data.type == "response.output_text.delta":
            text += event.data.delta
    return text


async def tools(asked):
    called = []

    @function_tool
    def refund_days(country: str) -> str:
        """Days until a refund is paid"""
        called.append({"name": "refund_days", "arguments": {"country": country}})
        return "14"

    await run(asked, tools=[refund_days], tool_use_behavior="stop_on_first_tool")
    return called


answer_lines(
    {
        "chat": lambda asked: asyncio.run(run(asked)),
        "stream": lambda asked: asyncio.run(stream(asked)),
        "tools": lambda asked: asyncio.run(tools(asked)),
        "structured": lambda asked: asyncio.run(run(asked, output_type=Departure)).model_dump(),
    }
)
