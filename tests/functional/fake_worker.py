"""A worker of the small stages, as a process: settings from the environment."""

import os
import sys

from streams.app import run_worker
from streams.config import Settings
from tests.fakes import CONTEXT, STAGES

if __name__ == "__main__":
    sys.exit(run_worker(Settings.from_env(os.environ), STAGES, CONTEXT))
