"""LlamaIndex, which has one class for Chat Completions and one for Responses."""

from departure import Departure
from lines import answer_lines
from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.llms.openai import OpenAI, OpenAIResponses


def refund_days(country: str) -> str:
    """Days until a refund is paid"""
    return "14"


def common(asked):
    return {"api_base": f"{asked['url']}/v1", "api_key": asked["key"], "max_retries": 0}


def model_of(asked):
    kind = OpenAIResponses if asked["api"] == "responses" else OpenAI
    return kind(model=asked["model"], **common(asked))


def messages(asked):
    return [ChatMessage(role="user", content=asked["question"])]


def tools(asked):
    model = model_of(asked)
    tool = FunctionTool.from_defaults(refund_days)
    response = model.chat_with_tools([tool], chat_history=messages(asked))
    calls = model.get_tool_calls_from_response(response)
    return [{"name": call.tool_name, "arguments": call.tool_kwargs} for call in calls]


def embeddings(asked):
    return OpenAIEmbedding(model=asked["embeddingModel"], **common(asked)).get_text_embedding_batch(asked["texts"])


answer_lines(
    {
        "chat": lambda asked: model_of(asked).chat(messages(asked)).message.content,
        "stream": lambda asked: "".join(piece.delta for piece in model_of(asked).stream_chat(messages(asked))),
        "tools": tools,
        "structured": lambda asked: model_of(asked)
        .as_structured_llm(Departure)
        .chat(messages(asked))
        .raw.model_dump(),
        "embeddings": embeddings,
    }
)
