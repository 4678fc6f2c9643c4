"""Asks any method of an SDK that Stainless made, as OpenAI's and Anthropic's are, by its name."""

import base64
import functools
import importlib
import inspect
import warnings

# Methods that will go are asked as long as they are there.
warnings.simplefilter("ignore", DeprecationWarning)


def surface_of(sdk, client_at):
    """The tasks of a client program. `sdk` is the module, `client_at` makes a client of `url` and `key`."""

    # Making one takes longer than a request.
    client_of = functools.cache(client_at)
    kind = importlib.import_module(f"{sdk.__name__}._resource").SyncAPIResource

    def ask(task):
        client = client_of(task["url"], task["key"])
        *path, name = task["method"].split(".")
        resource = client
        for step in path:
            resource = getattr(resource, step)
        return _answer(sdk, getattr(resource.with_raw_response, name), task["args"])

    return {
        "version": lambda _: sdk.__version__,
        "methods": lambda _: list(_methods(client_at("http://nowhere.invalid", "none"), kind)),
        "ask": ask,
    }


def _methods(resource, kind, path=()):
    """The path of every method of every resource."""
    for name in dir(type(resource)):
        member = inspect.getattr_static(type(resource), name)
        if name.startswith(("_", "with_")) or isinstance(member, (staticmethod, classmethod)):
            continue
        if inspect.isfunction(member):
            if isinstance(resource, kind):
                yield ".".join((*path, name))
        elif isinstance(child := getattr(resource, name, None), kind):
            yield from _methods(child, kind, (*path, name))


def _answer(sdk, method, args):
    """The response as it came, or what the SDK made of an error."""
    positional = [_with_files(value) for value in args if not isinstance(value, dict)]
    named = {name: _with_files(value) for value in args if isinstance(value, dict) for name, value in value.items()}
    try:
        response = method(*positional, **named).http_response
        body = base64.b64encode(response.read()).decode()
        return {"status": response.status_code, "headers": dict(response.headers), "body": body}
    except sdk.APIStatusError as error:
        body = f"{type(error).__name__}: {error}"
        return {"status": error.status_code, "headers": dict(error.response.headers), "body": body}


def _with_files(value):
    """JSON with `{ "$file": name }` wherever the method wants a file."""
    if isinstance(value, list):
        return [_with_files(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$file" in value:
        # Bytes that are no text, and what would end a part of a form if it were read as lines.
        return (value["$file"], f"{value['$file']}\r\n--\r\n\n".encode() + bytes([0, 255, 254, 13, 10, 128]))
    return {name: _with_files(member) for name, member in value.items()}
