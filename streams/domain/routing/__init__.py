"""Which alert goes to whom, when, and why not: pure, with the time and the past as arguments."""
