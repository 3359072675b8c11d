"""A web site on loopback: what its pages answer is scripted, what was asked is remembered."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from streams.adapters.fetching import Web
from streams.adapters.host_turns import Turns

LOOPBACK = (ip_network("127.0.0.0/8"),)


class Site(BaseHTTPRequestHandler):
    """Answers GET as the pages of the server say."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.pages.get(self.path.partition("?")[0], said(404))
        try:
            answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Keeps quiet about clients that hang up."""

    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing."""


@contextmanager
def site(pages):
    """Enter a server whose `pages` map paths to what answers; `asked` lists the requests."""
    server = Server(("127.0.0.1", 0), Site)
    server.pages, server.asked = pages, []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def said(status, body=b"", **headers):
    """Return what answers so."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def silent(_):
    """Hang up without a word."""


def url_of(server, path="/rss", host="127.0.0.1"):
    return f"http://{host}:{server.server_address[1]}{path}"


def web(networks=LOOPBACK, **given):
    """Return what gets addresses without pauses, of loopback too."""
    return Web(Turns(gap_s=0.0), "rasid-test", networks, **given)


def rss(*items):
    """Return a feed of (key, title) pairs."""
    told = "".join(
        f"<item><guid>{key}</guid><title>{title}</title>"
        f"<link>https://news.example/{key}</link></item>"
        for key, title in items
    )
    return f'<rss version="2.0"><channel><title>x</title>{told}</channel></rss>'.encode()
