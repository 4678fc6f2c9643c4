"""LangChain, which asks by Chat Completions unless it is told otherwise."""

from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from departure import Departure
from lines import answer_lines


@tool
def refund_days(country: str) -> str:
    """Days until a refund is paid"""
    return "14"


def common(asked):
    return {"base_url": f"{asked['url']}/v1", "api_key": asked["key"], "max_retries": 0}


def model_of(asked):
    return ChatOpenAI(model=asked["model"], use_responses_api=asked["api"] == "responses", **common(asked))


def tools(asked):
    calls = model_of(asked).bind_tools([refund_days]).invoke(asked["question"]).tool_calls
    return [{"name": call["name"], "arguments": call["args"]} for call in calls]


def embeddings(asked):
    # Texts as they are: counting their tokens needs a file from the network.
    model = OpenAIEmbeddings(model=asked["embeddingModel"], check_embedding_ctx_length=False, **common(asked))
    return model.embed_documents(asked["texts"])


answer_lines(
    {
        "chat": lambda asked: model_of(asked).invoke(asked["question"]).text,
        "stream": lambda asked: "".join(piece.text for piece in model_of(asked).stream(asked["question"])),
        "tools": tools,
        "structured": lambda asked: model_of(asked)
        .with_structured_output(Departure)
        .invoke(asked["question"])
        .model_dump(),
        "embeddings": embeddings,
    }
)
