import openai

from lines import answer_lines
from surface import surface_of


def client_at(url, key):
    # The keys of an organisation's administration came with the second major.
    return openai.OpenAI(base_url=f"{url}/v1", api_key=key, admin_api_key=key, max_retries=0)


answer_lines(surface_of(openai, client_at))
