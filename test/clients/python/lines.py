"""How a client program talks to the tests: a line of JSON comes in for each task, and a line of JSON goes out for it."""

import json
import sys
import traceback


def answer_lines(tasks):
    """
    Answers until the input ends. `tasks` has functions by name.
    What one raises is told, and goes to stderr with its stack; then the next line is read.
    """
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_outcome(tasks, asked)), flush=True)


def _outcome(tasks, asked):
    try:
        return {"result": tasks[asked["task"]](asked["input"])}
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}
