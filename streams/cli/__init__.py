"""The command line. Each command imports what it needs when it runs, so that `--help` is quick."""


def main() -> None:
    """Run the command in `sys.argv`, and end quietly when interrupted at any moment."""
    try:
        from streams.cli.entry import begin

        begin()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
