from pydantic import BaseModel


class Departure(BaseModel):
    """Structured output that the clients ask for."""

    city: str
    platform: int
