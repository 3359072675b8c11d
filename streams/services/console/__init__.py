"""The console: what was read, to query and to watch, over HTTP."""

from streams.services.console.service import ADDRESS, serve

__all__ = ["ADDRESS", "serve"]
