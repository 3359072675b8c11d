"""The door: who asks and how often, before anything else; what every answer must carry."""

import math
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.services.console.pace import Pace
from streams.services.console.people import COOKIE, Asked, Doorkeeper
from streams.services.console.problems import Refusal, problem
from streams.services.console.taking import taken

LONGEST_QUERY = 32_768
FORM_BYTES = 1024
SESSION_S = 30 * 24 * 3600
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
LOGIN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Rasid: token</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Rasid <span lang="ar" dir="rtl">راصد</span></h1>
<form method="post" action="/session"><p><label for="token">Token
<span lang="ar" dir="rtl">رمز الدخول</span></label></p>
<p><input id="token" name="token" type="password" autocomplete="current-password" required>
<button>Open <span lang="ar" dir="rtl">دخول</span></button></p></form></main></body></html>
"""


class Door:
    """Middleware around the whole application: nothing behind it is reached by a stranger."""

    def __init__(self, app: ASGIApp, keeper: Doorkeeper, pace: Pace, strangers: Pace) -> None:
        self._app = app
        self._keeper = keeper
        self._pace = pace
        self._strangers = strangers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the request through with `scope["person"]`."""
        if scope["type"] != "http":
            return
        carrying = _carrying(send)
        try:
            answer = await self._answer(scope, receive)
        except Refusal as refusal:
            answer = problem(refusal.status, refusal.detail, refusal.headers)
        await (answer or self._app)(scope, receive, carrying)

    async def _answer(self, scope: Scope, receive: Receive) -> Response | None:
        """Return what the door itself says, None when the request may pass."""
        if len(scope["query_string"]) > LONGEST_QUERY:
            raise Refusal(414, f"the query is longer than {LONGEST_QUERY} characters")
        asked = _asked(scope)
        if scope["path"] == "/session" and scope["method"] == "POST":
            return await self._logged_in(Request(scope, receive), asked)
        if (given := _token_in(scope)) is not None and scope["method"] == "GET":
            return self._entered(scope, given, asked)
        person = self._keeper.who(asked)
        if person is None:
            return self._unknown(asked)
        self._keep_pace(self._pace, person.name)
        scope["person"] = person
        return None

    async def _logged_in(self, request: Request, asked: Asked) -> Response:
        form = dict(parse_qsl((await taken(request, FORM_BYTES)).decode("utf-8", "replace")))
        return self._let_in(request.url.scheme, form.get("token", ""), "/", asked)

    def _entered(self, scope: Scope, token: str, asked: Asked) -> Response:
        """Take the token out of the address, where logs and screens would show it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        rest = urlencode([pair for pair in query if pair[0] != "token"])
        return self._let_in(scope["scheme"], token, "/" + (f"?{rest}" if rest else ""), asked)

    def _let_in(self, scheme: str, token: str, where: str, asked: Asked) -> Response:
        if self._keeper.by_token(token) is None:
            self._keep_pace(self._strangers, asked.peer)
            return HTMLResponse(LOGIN, 401)
        answer = RedirectResponse(where, 303)
        # Lax, so that a link in somebody's mail opens; what writes also looks where it comes from.
        answer.set_cookie(
            COOKIE, token, SESSION_S, httponly=True, samesite="lax", secure=scheme == "https"
        )
        return answer

    def _unknown(self, asked: Asked) -> Response:
        self._keep_pace(self._strangers, asked.peer)
        if "text/html" in asked.headers.get("accept", ""):
            return HTMLResponse(LOGIN, 401)
        return problem(401, "a token is needed", {"WWW-Authenticate": 'Bearer realm="rasid"'})

    def _keep_pace(self, pace: Pace, name: str) -> None:
        if wait_s := pace.wait_s(name):
            after = {"Retry-After": str(math.ceil(wait_s))}
            raise Refusal(429, "too many requests", after)


def _asked(scope: Scope) -> Asked:
    headers = Headers(scope=scope)
    peer = scope["client"][0] if scope.get("client") else ""
    return Asked(headers, cookie_parser(headers.get("cookie", "")), peer)


def _token_in(scope: Scope) -> str | None:
    """Return the token of a link that opens the console, None without one."""
    if scope["path"] != "/" or b"token=" not in scope["query_string"]:
        return None
    return dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token")


def _carrying(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
