"""Everything outside: formats, brokers, databases, metrics, logs."""
