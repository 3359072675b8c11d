"""The record of one attack: every value with its evidence."""
