"""docs/contracts.md shows what is there: its example, its settings, its commands, its topics."""

import re
from dataclasses import fields

from deploy.contracts.history import SCHEMAS, versions
from streams.cli.entry import app
from streams.cli.topics import app as topics_app
from streams.config import PREFIX, Settings
from streams.domain.topics import TOPICS

ROOT = SCHEMAS.parent
PAGE = (ROOT / "docs" / "contracts.md").read_text("utf-8")


def test_example_is_the_file_that_is_tested():
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert example == (ROOT / "deploy/examples/python/incidents.py").read_text("utf-8")


def test_settings_and_topics_that_are_named_exist():
    known = {PREFIX + f.name.upper() for f in fields(Settings)}
    assert set(re.findall(r"RASID_[A-Z_]+", PAGE)) <= known
    named = set(re.findall(r"news\.[a-z]+\.[a-z]+\.v1|news\.clock\.v1", PAGE))
    assert named <= {topic.name for topic in TOPICS}


def test_commands_that_are_named_exist():
    here = {command.name for command in app.registered_commands}
    below = {
        command.name or command.callback.__name__ for command in topics_app.registered_commands
    }
    used = set(re.findall(r"rasid (\w+)", PAGE)) - {"topics"}
    assert used <= here
    assert set(re.findall(r"rasid topics (\w+)", PAGE)) <= below


def test_first_version_is_the_one_it_speaks_of():
    assert versions()[0].name == "1.0"
    assert "schemas/history/1.0" in PAGE
