"""What we mend in aiokafka's connections, by private names of `transport.VERSIONS`."""

from typing import Any

from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, KafkaError

_send = AIOKafkaConnection.send


def _send_or_lost(self: Any, *request: Any, **options: Any) -> Any:
    """Send; a connection that uvloop has closed counts as broken, see `mend_connections`."""
    try:
        return _send(self, *request, **options)
    except (KafkaError, NotImplementedError):  # these are RuntimeErrors too
        raise
    except RuntimeError as closed:
        self.close(reason=CloseReason.CONNECTION_BROKEN)
        raise KafkaConnectionError(f"connection lost: {closed}") from closed


_close = AIOKafkaConnection.close


def _close_at_once(self: Any, *why: Any, **more: Any) -> Any:
    """Close; nothing waits to be sent on a connection whose answers nobody wants."""
    writer = self._writer
    closed = _close(self, *why, **more)
    if writer is not None:
        writer.transport.abort()
    return closed


def mend_connections() -> None:
    """Let aiokafka survive a broker that dies between two turns of uvloop, in this process.

    asyncio drops what is written to a connection that was reset; uvloop raises RuntimeError, which
    aiokafka does not catch (its issue 1038). The task that keeps its metadata fresh then ends
    without a word: no coordinator is found again, and nothing is committed any more.

    An encrypted connection is left without a goodbye: a broker that has an answer to give does not
    hear one, and the loop would wait 30 s for its own, with each table that is read back.
    """
    AIOKafkaConnection.send = _send_or_lost
    AIOKafkaConnection.close = _close_at_once
