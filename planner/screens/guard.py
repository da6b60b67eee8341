"""What stands before every page: only this machine is answered, and only with careful headers."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
REFUSED = 1008  # RFC 6455, 7.4.1: policy violation

# Streamlit compiles its components in the page (unsafe-inline, unsafe-eval, blob); no other host is named.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def host_name(host: str) -> str:
    """Return the name in a Host header, without port, brackets and capitals; empty when there is none."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]


class LoopbackOnly:
    """Answers this machine alone, websockets included.

    There is no sign-in yet, so a page elsewhere that points its own name at this machine (DNS rebinding) must
    get nothing: the Host header has to name the loopback.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan" or host_name(Headers(scope=scope).get("host", "")) in LOOPBACK:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=REFUSED)(scope, receive, send)
        else:
            refusal = PlainTextResponse("Avondronde antwoordt alleen op deze computer.", status_code=421)
            await refusal(scope, receive, send)


class SecurityHeaders:
    """Adds the headers of the house to every answer; a page that brings its own policy keeps it.

    ``pictures`` is the one other server that pictures may come from: that of the map's tiles, if any.
    """

    def __init__(self, app: ASGIApp, pictures: str = "") -> None:
        self._app = app
        policy = POLICY.replace("img-src 'self'", f"img-src 'self' {pictures}") if pictures else POLICY
        self._headers = {**HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and dress the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, dressed)
