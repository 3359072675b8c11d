"""A worker of the small stages, as a process: settings from the environment."""

import os
import sys

from streams.app import run_worker
from streams.config import Settings
from tests.fakes import CONTEXT, STAGES

if __name__ == "__main__":
    settings = Settings.from_env(os.environ)
    chosen = [stage for stage in STAGES if stage.name in settings.stages]
    sys.exit(run_worker(settings, chosen, CONTEXT))
