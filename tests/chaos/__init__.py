"""Drills: what becomes of every article while workers and brokers are stopped, killed, paused."""
