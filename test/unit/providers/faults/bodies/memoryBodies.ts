import { type BodyRow, openAi } from "./bodyRow.ts";

const memory = { kind: "memory" } as const;

/** A model that the machine's memory does not hold: told at once, not loaded again and again. */
export const memoryBodies: readonly BodyRow[] = [
  [
    "Ollama, both numbers",
    "ollama",
    500,
    { error: "model requires more system memory (9.4 GiB) than is available (4.8 GiB)" },
    memory,
    /^There is not enough memory for gemma4:12b \(9\.4 GiB wanted, 4\.8 GiB free\)\. Close programs, set a smaller window \(gemma\.ollama\.contextTokens\), or choose a smaller model\.$/,
  ],
  [
    "Ollama, the graphics card",
    "ollama",
    500,
    { error: "llama runner process has terminated: cudaMalloc failed: out of memory" },
    memory,
    /^There is not enough memory for gemma4:12b\. It says: “llama runner process has terminated: cudaMalloc failed: out of memory”/,
  ],
  [
    "Ollama, in a stream",
    "ollama",
    "stream",
    { error: "llama runner process has terminated: CUDA error: out of memory" },
    memory,
    /not enough memory/,
  ],
  [
    "Ollama, a buffer",
    "ollama",
    500,
    { error: "llama runner process has terminated: error loading model: unable to allocate CUDA0 buffer" },
    memory,
    /not enough memory/,
  ],
  [
    "Ollama, ended by the system",
    "ollama",
    500,
    { error: "llama runner process has terminated: signal: killed" },
    memory,
    /signal: killed/,
  ],
  [
    "Ollama, the older words",
    "ollama",
    500,
    { error: "llama runner exited, you may not have enough available memory to run this model" },
    memory,
    /not enough memory/,
  ],
  [
    "LM Studio, under a 404",
    "lmstudio",
    404,
    openAi(
      'Failed to load model "google/gemma-4-e4b". Error: Model loading aborted due to insufficient system resources. Overloading the system will likely cause it to freeze.',
      { type: "invalid_request_error", param: "model", code: "model_not_found" },
    ),
    memory,
    /^There is not enough memory for google\/gemma-4-e4b\. .*Close programs, set a smaller window, or/,
  ],
  [
    "LM Studio, with what it wants",
    "lmstudio",
    400,
    openAi(
      "Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 273.25 GB of memory, and continuing to load it would likely overload your system.",
    ),
    memory,
    /\(273\.25 GB wanted\)/,
  ],
  [
    "LM Studio, the newest words",
    "lmstudio",
    500,
    openAi("Not enough resources to load the model with the current settings"),
    memory,
    /not enough memory/,
  ],
  [
    "vLLM",
    "vllm",
    500,
    openAi(
      "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.64 GiB of which 1.19 GiB is free.",
    ),
    memory,
    /\(2\.00 GiB wanted, 1\.19 GiB free\)/,
  ],
  [
    "vLLM, in the stream",
    "vllm",
    "stream",
    { object: "error", message: "CUDA out of memory", type: "InternalServerError", code: 500 },
    memory,
    /not enough memory/,
  ],
  [
    "llama-server",
    "llama",
    500,
    openAi("std::bad_alloc", { type: "server_error", code: 500 }),
    memory,
    /std::bad_alloc/,
  ],
  [
    "llama-server, Vulkan",
    "llama",
    500,
    openAi("vk::Device::allocateMemory: ErrorOutOfDeviceMemory"),
    memory,
    /ErrorOutOfDeviceMemory/,
  ],
];
