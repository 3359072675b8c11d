"""Where to read on, as an address that every receiver can parse."""

import re
from urllib.parse import quote

from streams.domain.records import Alert

_SAFE = "%/:?#[]@!$&'()*+,;=-._~"
_WEB = re.compile(
    r"https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?"
    r"(?:[/?#](?:[A-Za-z0-9/:?#@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*)?"
)
LETTERS = 2000


def link_of(alert: Alert) -> str | None:
    """Return the first address of its sources that is one; letters beyond ASCII are escaped.

    A receiver that checks addresses would refuse the whole alert for one that a feed made up.
    """
    for source in alert.sources:
        link = quote(source.url or "", _SAFE)
        if len(link) <= LETTERS and _WEB.fullmatch(link):
            return link
    return None
