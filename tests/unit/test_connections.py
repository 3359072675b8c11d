"""Connections of aiokafka that end badly, as it is and as we mend it."""

import asyncio
import socket
import ssl
import struct
from contextlib import ExitStack

import trustme
import uvloop
from aiokafka.conn import AIOKafkaConnection, AIOKafkaProtocol
from aiokafka.errors import KafkaConnectionError
from aiokafka.protocol.metadata import MetadataRequest

from streams.adapters import connections

PATIENCE_S = 10.0
"""Less than uvloop waits for a goodbye."""


async def reset_by_its_broker() -> AIOKafkaConnection:
    """Return a connection whose other end is gone, which its reader has not been told."""

    async def reset(reader, writer):
        await reader.read(1)
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()

    server = await asyncio.start_server(reset, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    connection = AIOKafkaConnection(host, port)
    connection._reader, connection._writer = reader, writer
    writer.write(b"x")
    server.close()
    connection._read_task = asyncio.create_task(asyncio.sleep(0))
    connection._versions = {MetadataRequest.API_KEY: (0, 0)}
    return connection


def sent_on_a_reset_connection(send) -> tuple[type[Exception], bool]:
    """Return what sending raises in the end, and whether aiokafka holds the connection for good."""

    async def attempt():
        connection = await reset_by_its_broker()
        try:
            for _ in range(1_000):
                send(connection, MetadataRequest([])).close()
                await asyncio.sleep(0)
        except (RuntimeError, KafkaConnectionError) as error:
            return type(error), connection.connected()
        finally:
            connection.close()

    return uvloop.run(attempt())


def test_uvloop_still_raises_what_aiokafka_does_not_catch():
    """When this fails, `mend_connections` is no longer needed."""
    assert sent_on_a_reset_connection(connections._send) == (RuntimeError, True)


def test_a_connection_that_uvloop_closed_is_lost_to_aiokafka():
    connections.mend_connections()
    assert sent_on_a_reset_connection(AIOKafkaConnection.send) == (KafkaConnectionError, False)


async def encrypted_by_a_broker_that_hears_nothing(stack) -> AIOKafkaConnection:
    authority, theirs = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)

    def deaf(_, writer):
        writer.transport.pause_reading()
        stack.callback(writer.transport.abort)

    server = await asyncio.start_server(deaf, "127.0.0.1", 0, ssl=theirs)
    stack.callback(server.close)
    host, port = server.sockets[0].getsockname()
    loop = asyncio.get_running_loop()
    connection = AIOKafkaConnection(host, port, security_protocol="SSL", ssl_context=ours)
    connection._closed_fut = loop.create_future()
    reader = asyncio.StreamReader()
    protocol = AIOKafkaProtocol(connection._closed_fut, reader, loop=loop)
    made, _ = await loop.create_connection(lambda: protocol, host, port, ssl=ours)
    connection._reader = reader
    connection._writer = asyncio.StreamWriter(made, protocol, reader, loop)
    connection._read_task = asyncio.create_task(asyncio.sleep(0))
    return connection


def test_an_encrypted_connection_does_not_wait_for_a_goodbye():
    connections.mend_connections()

    async def attempt():
        with ExitStack() as stack:
            connection = await encrypted_by_a_broker_that_hears_nothing(stack)
            await asyncio.wait_for(connection.close(), PATIENCE_S)

    uvloop.run(attempt())
