"""Gemma 4's own vocabulary, read from a GGUF file that holds nothing else (llama.cpp carries one for its own tests)."""

import re

import gguf

NORMAL, CONTROL, USER_DEFINED, BYTE = 1, 3, 4, 6
SPACE = "\u2581"


class Vocabulary:
    """Token texts, their types, and the merges by which text is cut into tokens."""

    def __init__(self, path):
        fields = gguf.GGUFReader(path).fields
        self.texts = fields["tokenizer.ggml.tokens"].contents()
        self.types = fields["tokenizer.ggml.token_type"].contents()
        self.merges = fields["tokenizer.ggml.merges"].contents()
        self.ids = {text: at for at, text in enumerate(self.texts)}
        marks = [text for text, kind in zip(self.texts, self.types) if kind in (CONTROL, USER_DEFINED)]
        self._marks = re.compile("(" + "|".join(map(re.escape, marks)) + ")")
        self._longest = max(len(text) for text, kind in zip(self.texts, self.types) if kind == NORMAL)

    def cut(self, text):
        """The ids of the longest tokens that make up `text`, from the left. Markup becomes special tokens, what no token
        begins becomes bytes."""
        ids = []
        for part in self._marks.split(text.replace(" ", SPACE)):
            while part:
                sizes = range(min(self._longest, len(part)), 0, -1)
                size = next((size for size in sizes if part[:size] in self.ids), 0)
                if size > 0:
                    ids.append(self.ids[part[:size]])
                else:
                    ids.extend(self.ids[f"<0x{byte:02X}>"] for byte in part[0].encode())
                part = part[max(1, size) :]
        return ids

    def write(self, writer, template):
        """Writes the tokenizer's part of a model file. An answer ends with the turn, as in the instruction-tuned files."""
        writer.add_tokenizer_model("gemma4")
        writer.add_token_list(self.texts)
        writer.add_token_scores([-1000.0] * len(self.texts))
        writer.add_token_types(self.types)
        writer.add_token_merges(self.merges)
        writer.add_bos_token_id(self.ids["<bos>"])
        writer.add_eos_token_id(self.ids["<turn|>"])
        writer.add_unk_token_id(self.ids["<unk>"])
        writer.add_pad_token_id(self.ids["<pad>"])
        writer.add_mask_token_id(self.ids["<mask>"])
        writer.add_add_space_prefix(False)
        writer.add_add_bos_token(True)
        writer.add_chat_template(template)
