"""The Gemma 4 architecture at toy size: the tensors and the metadata of its variants.

True to the real files: the architecture's name, metadata keys, tensor names and how their shapes relate, the sliding
pattern, keys used as values in global layers, shared key-value layers, per-layer embeddings, experts beside a dense layer.
Source: llama.cpp's converter (conversion/gemma.py). Not true: all sizes, and the weights, which are random.
"""

import gguf
import numpy as np

SLIDING, GLOBAL = True, False
COMMON = dict(
    width=64, heads=4, kv_sliding=2, kv_global=1, head_sliding=32, head_global=64, feed=128, own_values=False
)
VARIANTS = {
    # As 31B: global layers have no value matrix of their own.
    "dense": dict(COMMON, pattern=[SLIDING] * 5 + [GLOBAL]),
    # As 26B-A4B: the same, with experts beside the dense layer.
    "moe": dict(COMMON, pattern=[SLIDING] * 5 + [GLOBAL], experts=8, experts_used=2, feed_expert=32),
    # As E2B and E4B: an embedding per layer, and later layers use the keys and values of earlier ones.
    "e2b": dict(
        COMMON, pattern=[SLIDING, SLIDING, GLOBAL] * 2, kv_sliding=1, own_values=True, per_layer=16, shared=3
    ),
    # What a script is taught to.
    "scripted": dict(COMMON, pattern=[SLIDING] * 5 + [GLOBAL], width=96),
}
# How many tokens a sliding layer sees, and for how many the model says it was made.
WINDOW, CONTEXT = 64, 131_072


class Tensors(dict):
    """Tensors by name. Random ones keep the size of what goes through them."""

    def __init__(self, seed):
        super().__init__()
        self.random = np.random.default_rng(seed)
        self.kinds = {}

    def matrix(self, name, *shape, dtype=np.float16):
        values = self.random.standard_normal(shape, dtype=np.float32) / np.sqrt(shape[-1])
        self[name] = values.astype(dtype)

    def constant(self, name, size, value=1.0):
        self[name] = np.full(size, value, dtype=np.float32)

    def embedding(self, name, rows, width, kind):
        values = self.random.standard_normal((rows, width), dtype=np.float32)
        self[name] = values / np.linalg.norm(values, axis=1, keepdims=True)
        self.kinds[name] = kind

    def write(self, writer):
        for name, values in self.items():
            kind = self.kinds.get(name)
            if kind is None:
                writer.add_tensor(name, values)
            else:
                writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)


def random_tensors(shape, tokens, seed):
    """All tensors of a variant for a vocabulary of `tokens`."""
    layers, width = len(shape["pattern"]), shape["width"]
    tensors = Tensors(seed)
    tensors.embedding("token_embd.weight", tokens, width, gguf.GGMLQuantizationType.Q8_0)
    tensors.constant("output_norm.weight", width)
    # Only a quarter of a global layer's dimensions turn with the position.
    half = shape["head_global"] // 2
    tensors["rope_freqs.weight"] = np.where(np.arange(half) < half // 4, 1.0, 1e30).astype(np.float32)
    if "per_layer" in shape:
        all_layers = shape["per_layer"] * layers
        tensors.embedding("per_layer_token_embd.weight", tokens, all_layers, gguf.GGMLQuantizationType.Q4_0)
        tensors.matrix("per_layer_model_proj.weight", all_layers, width)
        tensors.constant("per_layer_proj_norm.weight", shape["per_layer"])
    for at in range(layers):
        _add_layer(tensors, at, shape, owns_keys=at < layers - shape.get("shared", 0))
    return tensors


def _add_layer(tensors, at, shape, owns_keys):
    blk, width, sliding = f"blk.{at}.", shape["width"], shape["pattern"][at]
    head = shape["head_sliding" if sliding else "head_global"]
    queries = shape["heads"] * head
    keys = shape["kv_sliding" if sliding else "kv_global"] * head
    feed = shape["feed"] * (1 if owns_keys else 2)
    for norm in ["attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"]:
        tensors.constant(f"{blk}{norm}.weight", width)
    tensors.matrix(f"{blk}attn_q.weight", queries, width)
    tensors.constant(f"{blk}attn_q_norm.weight", head)
    if owns_keys:
        tensors.matrix(f"{blk}attn_k.weight", keys, width)
        tensors.constant(f"{blk}attn_k_norm.weight", head)
        if sliding or shape["own_values"]:
            tensors.matrix(f"{blk}attn_v.weight", keys, width)
    tensors.matrix(f"{blk}attn_output.weight", width, queries)
    tensors.constant(f"{blk}layer_output_scale.weight", 1)
    tensors.matrix(f"{blk}ffn_gate.weight", feed, width)
    tensors.matrix(f"{blk}ffn_up.weight", feed, width)
    tensors.matrix(f"{blk}ffn_down.weight", width, feed)
    if "experts" in shape:
        _add_experts(tensors, blk, shape)
    if "per_layer" in shape:
        tensors.matrix(f"{blk}inp_gate.weight", shape["per_layer"], width)
        tensors.matrix(f"{blk}proj.weight", width, shape["per_layer"])
        tensors.constant(f"{blk}post_norm.weight", width)


def _add_experts(tensors, blk, shape):
    experts, inner, width = shape["experts"], shape["feed_expert"], shape["width"]
    for norm in ["pre_ffw_norm_2", "post_ffw_norm_1", "post_ffw_norm_2"]:
        tensors.constant(f"{blk}{norm}.weight", width)
    tensors.matrix(f"{blk}ffn_gate_inp.weight", experts, width, dtype=np.float32)
    tensors.constant(f"{blk}ffn_gate_inp.scale", width, 8.0)
    tensors.matrix(f"{blk}ffn_gate_up_exps.weight", experts, 2 * inner, width)
    tensors.matrix(f"{blk}ffn_down_exps.weight", experts, width, inner)
    tensors.constant(f"{blk}ffn_down_exps.scale", experts)


def write_metadata(writer, name, shape):
    """Writes what a loader reads of the architecture before it looks at tensors."""
    pattern, layers, shared = shape["pattern"], len(shape["pattern"]), shape.get("shared", 0)
    writer.add_name(f"Tiny Gemma 4 ({name})")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(shape["width"])
    writer.add_block_count(layers)
    # Layers without keys of their own have twice the width in between.
    writer.add_feed_forward_length([shape["feed"] * (1 + (at >= layers - shared)) for at in range(layers)])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv([shape["kv_sliding" if sliding else "kv_global"] for sliding in pattern])
    writer.add_key_length(shape["head_global"])
    writer.add_value_length(shape["head_global"])
    writer.add_key_length_swa(shape["head_sliding"])
    writer.add_value_length_swa(shape["head_sliding"])
    writer.add_rope_dimension_count(shape["head_global"])
    writer.add_rope_dimension_count_swa(shape["head_sliding"])
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_rope_freq_base_swa(10_000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_final_logit_softcapping(30.0)
    writer.add_sliding_window(WINDOW)
    writer.add_sliding_window_pattern(pattern)
    writer.add_shared_kv_layers(shared)
    writer.add_embedding_length_per_layer_input(shape.get("per_layer", 0))
    if "experts" in shape:
        writer.add_expert_count(shape["experts"])
        writer.add_expert_used_count(shape["experts_used"])
        writer.add_expert_feed_forward_length(shape["feed_expert"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
