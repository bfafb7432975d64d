"""The HTTP API, `/api/v1`: what the pages show and do, for programs. In words: docs/api.md."""

from legation.web.api.application import create_api

__all__ = ["create_api"]
