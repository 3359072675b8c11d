"""What the small programs here have in common: a Faust app with nothing of ours in it."""

import faust

COMMIT_S = 0.5
SESSION_S = 6
"""A program that was killed is missed after this, not after Faust's minute."""


def app_of(name: str, broker: str, folder: str, topic_partitions: int = 1) -> faust.App:
    """Return an app with Faust's defaults, but for its web server and how long it waits."""
    return faust.App(
        name,
        broker=f"kafka://{broker}",
        datadir=folder,
        web_enabled=False,
        topic_replication_factor=1,
        broker_session_timeout=SESSION_S,
        broker_heartbeat_interval=SESSION_S / 3,
        topic_partitions=topic_partitions,
        broker_commit_interval=COMMIT_S,
    )


def bytes_topic(app: faust.App, name: str) -> faust.TopicT:
    """Return a topic whose keys and values stay bytes."""
    return app.topic(
        name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
    )


def work(app: faust.App) -> None:
    """Be a worker until told to stop."""
    faust.Worker(app, loglevel="INFO").execute_from_commandline()
