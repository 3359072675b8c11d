"""Ingest: articles from publishers, a folder and feeds, onto the bus."""

from streams.services.ingest.service import ADDRESS, TOKEN, serve

__all__ = ["ADDRESS", "TOKEN", "serve"]
