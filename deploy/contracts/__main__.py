"""Write what downstream services are given, from code, schemas and seeds; part of `make docs`."""

from deploy.contracts.examples import examples, is_same
from deploy.contracts.history import SCHEMAS
from deploy.contracts.pages import pages


def main() -> None:
    """Write the examples where they say something new, then what is made from the schemas."""
    for folder in ("examples", "json"):
        (SCHEMAS / folder).mkdir(exist_ok=True)
    for name, lines in examples().items():
        path = SCHEMAS / "examples" / f"{name}.jsonl"
        if not (path.exists() and is_same(path.read_text("utf-8"), lines)):
            path.write_text(lines, "utf-8")
            print(path.relative_to(SCHEMAS.parent))
    for path, text in pages().items():
        path.write_text(text, "utf-8")
        print(path.relative_to(SCHEMAS.parent))


if __name__ == "__main__":
    main()
