"""Whether an article reports a fresh attack, and what else it is where it does not."""
