import anthropic

from lines import answer_lines
from surface import surface_of


def client_at(url, key):
    return anthropic.Anthropic(base_url=url, api_key=key, max_retries=0)


answer_lines(surface_of(anthropic, client_at))
