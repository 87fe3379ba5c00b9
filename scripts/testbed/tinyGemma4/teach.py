"""
Makes a tiny model say what a script tells it, in every context, so that tests of whole tool loops are exact.

  {"triggers": ["<tool_response|>"], "lines": [{"after": "<|turn>model\\n", "say": "Hello.<turn|>", "seen": false}]}

The next token follows from the last two and from whether a trigger was seen anywhere before. "after" ends in the two
tokens after which the line begins; a line without "seen" is said either way. "triggers" are told by their last token.

How: the first layer looks one token back, the last layer (a global one) looks for a trigger, all layers add a little noise
that depends on the whole context, and the output matrix is fitted to the states that come of it.
"""

import gguf
import numpy as np

# The first dimensions have a meaning of their own: always the same; a trigger stands here; the beginning stands here; a
# trigger was seen. Noise keeps to the others.
ONE, TRIGGER, START, SEEN, PLAIN = 0, 1, 2, 3, 4
# What the fitted output gives the right token and all others that the script knows.
RIGHT, WRONG = 24.0, -4.0
# By how much the right token must lead; softened by the noise of real contexts it still always wins.
LEAST_MARGIN = 6.0


def teach(tensors, shape, vocabulary, script):
    """Teaches `script` to random `tensors` of the scripted shape, in place. Ends the program when it cannot be learnt."""
    width = shape["width"]
    embedding = _mark_embedding(tensors, vocabulary, script.get("triggers", []))
    _quieten(tensors, shape)
    values, carried = _look_one_back(tensors, shape)
    _look_for_trigger(tensors, shape)

    def state(before, now, seen):
        value = _rms(values @ _rms(embedding[before] * np.sqrt(width)), heads=shape["kv_sliding"])
        one_back = _rms(carried @ value)
        one_back[:PLAIN] = 0
        whole = embedding[now] * np.sqrt(width) + 0.7 * one_back
        whole[SEEN] = 3 if seen else -3
        return _rms(whole)

    steps = _steps(vocabulary, script["lines"])
    said = sorted(set(steps.values()))
    inputs = np.array([state(*step) for step in steps])
    right = np.array([said.index(token) for token in steps.values()])
    wanted = np.where(right[:, None] == np.arange(len(said)), RIGHT, WRONG)
    fitted = np.linalg.solve(inputs.T @ inputs + 0.02 * np.eye(width), inputs.T @ wanted)
    _check(inputs @ fitted, right, [vocabulary.texts[token] for token in said])
    output = np.zeros_like(embedding)
    output[said] = fitted.T
    tensors["output.weight"] = output
    tensors.kinds["output.weight"] = gguf.GGMLQuantizationType.Q8_0


def _steps(vocabulary, lines):
    """What follows on each pair of tokens, with and without a trigger seen: {(before, now, seen): next}."""
    steps = {}
    for line in lines:
        after = vocabulary.cut(line["after"])
        path = after + vocabulary.cut(line["say"])
        for seen in [line["seen"]] if "seen" in line else [False, True]:
            for at in range(len(after) - 1, len(path) - 1):
                step, token = (path[at - 1], path[at], seen), path[at + 1]
                if steps.setdefault(step, token) != token:
                    pair = "".join(vocabulary.texts[part] for part in step[:2])
                    other, own = vocabulary.texts[steps[step]], vocabulary.texts[token]
                    raise SystemExit(f"The script says both {other!r} and {own!r} after {pair!r}.")
    return steps


def _check(logits, right, texts):
    """Ends the program unless the right token leads in every state, before those never said (0) too."""
    at = np.arange(len(right))
    own = logits[at, right].copy()
    logits[at, right] = 0
    margins = own - np.maximum(logits.max(axis=1), 0)
    worst = margins.argmin()
    told = f"{len(right)} states, {len(texts)} tokens, least margin {margins[worst]:.1f} at {texts[right[worst]]!r}"
    if margins[worst] < LEAST_MARGIN:
        raise SystemExit(f"The script is too long for the model's width: {told}.")
    print(told)


def _mark_embedding(tensors, vocabulary, triggers):
    embedding = tensors["token_embd.weight"]
    embedding[:, :PLAIN] = 0
    embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
    embedding[:, ONE] = 0.5
    embedding[vocabulary.ids["<bos>"], START] = 1
    for trigger in triggers:
        embedding[vocabulary.cut(trigger)[-1], TRIGGER] = 1
    return embedding


def _quieten(tensors, shape):
    """Leaves of what the layers add a little noise, and none in the dimensions with a meaning."""
    weight = np.where(np.arange(shape["width"]) < PLAIN, 0, 0.01).astype(np.float32)
    for at in range(len(shape["pattern"])):
        for norm in ["post_attention_norm", "post_ffw_norm"]:
            tensors[f"blk.{at}.{norm}.weight"] = weight


def _look_one_back(tensors, shape):
    """The first layer's heads carry what stands one token back into the plain dimensions. Returns its two matrices."""
    head, width, heads, groups = shape["head_sliding"], shape["width"], shape["heads"], shape["kv_sliding"]
    pairs = np.arange(head // 2)
    turning = np.where(pairs < 8, 1.0, 0.0)
    angles = 10_000.0 ** (-2 * pairs / head)
    asks = np.concatenate([turning, 0 * turning])
    answers = np.concatenate([turning * np.cos(angles), turning * np.sin(angles)])
    for name, direction, count in [("attn_q", asks, heads), ("attn_k", answers, groups)]:
        matrix = np.zeros((count * head, width), dtype=np.float16)
        matrix[:, ONE] = np.tile(direction, count)
        tensors[f"blk.0.{name}.weight"] = matrix
        tensors.constant(f"blk.0.{name}_norm.weight", head, 4.0)
    values = tensors["blk.0.attn_v.weight"].astype(np.float64)
    values[:, :PLAIN] = 0
    tensors["blk.0.attn_v.weight"] = values.astype(np.float16)
    # One query head of each group carries its value on.
    starts = range(0, heads * head, heads // groups * head)
    output = np.zeros((width, heads * head))
    for at in starts:
        output[PLAIN:, at : at + head] = tensors.random.standard_normal((width - PLAIN, head)) / np.sqrt(width)
    tensors["blk.0.attn_output.weight"] = output.astype(np.float16)
    tensors["blk.0.post_attention_norm.weight"] = np.where(np.arange(width) < PLAIN, 0, 0.7).astype(np.float32)
    return values, np.concatenate([output[:, at : at + head] for at in starts], axis=1)


def _look_for_trigger(tensors, shape):
    """The last layer's heads look for a trigger, else for the beginning, and say in SEEN which of both it was."""
    head, width, heads, blk = shape["head_global"], shape["width"], shape["heads"], f"blk.{len(shape['pattern']) - 1}"
    still = head // 2 - 1  # A dimension that does not turn with the position.
    asks = np.zeros((heads * head, width), dtype=np.float16)
    asks[still::head, ONE] = 1
    tensors[f"{blk}.attn_q.weight"] = asks
    keys = tensors[f"{blk}.attn_k.weight"].astype(np.float32) * 0.3
    keys[:, :PLAIN] = 0
    keys[still] = 0
    keys[[still, still], [TRIGGER, START]] = [20, 12]
    keys[still - 1] = 0
    keys[still - 1, START] = 16
    tensors[f"{blk}.attn_k.weight"] = keys.astype(np.float16)
    tensors.constant(f"{blk}.attn_q_norm.weight", head, 2.0)
    tensors.constant(f"{blk}.attn_k_norm.weight", head, 2.0)
    output = np.zeros((width, heads * head), dtype=np.float16)
    output[SEEN, still] = 1
    output[SEEN, still - 1] = -2
    tensors[f"{blk}.attn_output.weight"] = output
    # The norm makes the one dimension as large as all together: the root of the width.
    weight = np.where(np.arange(width) == SEEN, 3 / np.sqrt(width), 0).astype(np.float32)
    tensors[f"{blk}.post_attention_norm.weight"] = weight


def _rms(values, heads=1):
    parts = np.asarray(values, dtype=np.float64).reshape(heads, -1)
    return (parts / np.sqrt((parts**2).mean(axis=1, keepdims=True) + 1e-6)).reshape(-1)
