"""One alerting service to an outbox: a lock that a server keeps for us while we are connected."""

from contextlib import suppress
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from streams.adapters.database import answering
from streams.domain.errors import SettingsError, Unavailable

LOCK = 0x7261736964
"""What a server knows our lock by: `rasid` in ASCII."""
TAKEN = "another alerting service works on RASID_ALERT_DATABASE"


class OutboxLock:
    """Held while entered: two services would deliver twice. Of a file its folder's lock says so."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._held: sa.Connection | None = None

    def __enter__(self) -> "OutboxLock":
        """Take it. Raises SettingsError when another service has it, Unavailable."""
        if not self._is_ours():
            raise SettingsError(TAKEN)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._let_go()

    def keep(self) -> None:
        """Look whether it is still ours; a server that was away has forgotten it: take it anew.

        Raises Unavailable while the server is away, or another service was faster.
        """
        if not self._is_ours():
            raise Unavailable(TAKEN)

    def _is_ours(self) -> bool:
        if self._engine.dialect.name != "postgresql":
            return True
        with answering(self._engine):
            try:
                return self._is_held() or self._is_taken()
            except (DBAPIError, ConnectionError):
                self._let_go()
                raise

    def _is_held(self) -> bool:
        if self._held is None:
            return False
        self._held.exec_driver_sql("SELECT 1")  # fails where the session that has it is gone
        return True

    def _is_taken(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._held = connection
        connection.detach()  # at the end it is closed, not given back with the lock
        if connection.execute(sa.select(sa.func.pg_try_advisory_lock(LOCK))).scalar():
            return True
        self._let_go()
        return False

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            with suppress(DBAPIError, ConnectionError):  # a session that is gone cannot say goodbye
                held.close()
