import os
import signal

import pytest

from streams.cli import signals


@pytest.fixture(autouse=True)
def _as_it_was():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("number", "kind"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)]
)
def test_signal_that_a_library_swallows_is_raised_again(number, kind):
    signals.install()
    signals.check()
    with pytest.raises(kind):
        os.kill(os.getpid(), number)
    with pytest.raises(kind):
        signals.check()
    signals.install()
    signals.check()
