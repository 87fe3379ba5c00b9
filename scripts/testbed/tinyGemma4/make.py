"""
Makes tiny models of the Gemma 4 architecture (GGUF) for tests: real engines load them in a second, real templates render
them, and no download is needed. Deterministic: equal arguments and versions give equal files.

  make.py --vocabulary VOCABULARY.gguf --template TEMPLATE.jinja --out FOLDER [--random dense moe e2b] [--script A.json ...]

The models named by --random have random weights: their answers are noise. One made of a script says what it is told to
(see teach.py) and is called as the script's file.
"""

import argparse
import json
from pathlib import Path

import gguf
from architecture import VARIANTS, random_tensors, write_metadata
from teach import teach
from vocabulary import Vocabulary

SEED = 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vocabulary", required=True, type=Path)
    parser.add_argument("--template", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--random", nargs="*", default=[], choices=[name for name in VARIANTS if name != "scripted"])
    parser.add_argument("--script", nargs="*", default=[], type=Path)
    args = parser.parse_args()
    vocabulary, template = Vocabulary(args.vocabulary), args.template.read_text(encoding="utf-8")
    for name in args.random:
        tensors = random_tensors(VARIANTS[name], len(vocabulary.texts), SEED)
        _write(args.out / f"{name}.gguf", name, vocabulary, tensors, template)
    for script in args.script:
        print(script.stem, end=": ")
        tensors = random_tensors(VARIANTS["scripted"], len(vocabulary.texts), SEED)
        teach(tensors, VARIANTS["scripted"], vocabulary, json.loads(script.read_text(encoding="utf-8")))
        _write(args.out / f"{script.stem}.gguf", "scripted", vocabulary, tensors, template)


def _write(path, name, vocabulary, tensors, template):
    writer = gguf.GGUFWriter(path, "gemma4")
    write_metadata(writer, name, VARIANTS[name])
    vocabulary.write(writer, template)
    tensors.write(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
