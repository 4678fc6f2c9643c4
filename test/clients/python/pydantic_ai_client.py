"""pydantic-ai, which has structured output by a tool, and asks by Responses unless it is told otherwise."""

import asyncio
from departure import Departure
from lines import answer_lines
from pydantic_ai import Agent, DeferredToolRequests, Embedder, ExternalToolset, ToolDefinition
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider


def provider_at(asked):
    return OpenAIProvider(base_url=f"{asked['url']}/v1", api_key=asked["key"])


def agent_of(asked, **more):
    kind = OpenAIResponsesModel if asked["api"] == "responses" else OpenAIChatModel
    return Agent(kind(asked["model"], provider=provider_at(asked)), **more)


async def stream(asked):
    async with agent_of(asked).run_stream(asked["question"]) as result:
        return "".join([piece async for piece in result.stream_text(delta=True)])


def tools(asked):
    refund_days = ToolDefinition(
        name="refund_days",
        description="Days until a refund is paid",
        parameters_json_schema={
            "type": "object",
            "properties": {"country": {"type": "string"}},
            "required": ["country"],
        },
    )
    # Another program would run the tool, so the agent stops at the call.
    toolset = ExternalToolset([refund_days])
    agent = agent_of(asked, toolsets=[toolset], output_type=[str, DeferredToolRequests])
    calls = agent.run_sync(asked["question"]).output.calls
    return [{"name": call.tool_name, "arguments": call.args_as_dict()} for call in calls]


def embeddings(asked):
    embedder = Embedder(OpenAIEmbeddingModel(asked["embeddingModel"], provider=provider_at(asked)))
    return embedder.embed_documents_sync(asked["texts"]).embeddings


answer_lines(
    {
        "chat": lambda asked: agent_of(asked).run_sync(asked["question"]).output,
        "stream": lambda asked: asyncio.run(stream(asked)),
        "tools": tools,
        "structured": lambda asked: agent_of(asked, output_type=Departure)
        .run_sync(asked["question"])
        .output.model_dump(),
        "embeddings": embeddings,
    }
)
