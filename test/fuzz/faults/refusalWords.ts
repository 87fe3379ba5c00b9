import fc from "fast-check";

/*
 * What servers say when they refuse, made of parts: each sentence means one kind of fault, whichever words it is made of.
 */

/** Every combination may come: "a|b" in a template is a choice, "?" at a choice's end makes it optional. */
export const sentence = (...templates: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...templates).chain((template) => {
    const parts = template.split(/(<[^>]*>)/).map((part) => {
      if (!part.startsWith("<")) return fc.constant(part);
      return fc.constantFrom(...part.slice(1, -1).split("|"));
    });
    return fc.tuple(...parts).map((words) => words.join("").replace(/ {2,}/g, " ").trim());
  });

const model = "<the model|model|this model|gemma4:12b|google/gemma-4-31b-it|“gemma-4-31b-it”>";
const named = "<model gemma-4-31b-it|the model `gemma-4-31b-it`|model 'google/gemma-4-31b-it'>";

export const memoryWords = sentence(
  `${model} requires more <system|GPU|video|> memory (9.4 GiB) than is available (4.8 GiB)`,
  `<not enough|insufficient> <memory|VRAM|RAM|GPU memory|system memory|free memory|video memory> to <load|run> ${model}`,
  `<CUDA|HIP|Vulkan|Metal|ROCm> <error: |>out of <memory|VRAM>`,
  `<ran|running|runs> out of <memory|VRAM|GPU memory> while loading ${model}`,
  `<failed|unable> to allocate <5120.00 MiB on device 0|CUDA0 buffer|memory for the KV cache|buffer of size 5368709120>`,
  `${model} <does not|doesn't|cannot|can't|will not|won't> fit <in|into> <memory|the available memory|VRAM|GPU memory|RAM>`,
  `${model} needs <9.4 GiB|9.4 GB|about 9 GB> of <memory|RAM|VRAM>, <but only|only> 4.8 GiB <is|are> <free|available>`,
  `<available|free> <memory|VRAM> (4.8 GiB) is <too low|not enough|insufficient|less than the 9.4 GiB required> for ${model}`,
  `${model} is too <large|big> for the <available|free> <memory|VRAM|RAM>`,
  `${model} exceeds the <available|free|total> <memory|VRAM|GPU memory>`,
  `<memory|VRAM> <limit|allocation> exceeded while loading ${model}`,
);

const per = "<Daily|Weekly|Monthly>";
const span = "<today|this week|this month|the day|the month>";
export const quotaWords = sentence(
  `${per} <request|token|usage|message|free> <limit|quota|cap|allowance> <exceeded|reached|hit|exhausted|used up> <for ${"gemma-4-31b-it"}|>`,
  "You have <used|used up|exhausted|consumed|reached> <all |>your <daily|weekly|monthly> <requests|tokens|messages|quota|limit|allowance>",
  `Your <free |><requests|quota|tokens|messages> for ${span} <are|is> <used up|exhausted|gone|spent>`,
  `<0|No> <requests|messages|tokens> <left|remaining> <today|this week|this month>`,
  "<Limit|Quota> of <50|1,000|200000> <requests|tokens> per <day|week|month> <exceeded|reached|hit>",
  "<Too many|Maximum number of> <requests|tokens> <per day|per week|per month> <reached|exceeded>",
  "<RPD|TPD> <limit|quota> <reached|exceeded>",
);

const region = "<country|region|location|territory>";
export const accountWords = sentence(
  `<This service|The API|This model|Gemma> is not <available|supported|offered|permitted> in your ${region}`,
  `Your ${region} is not <supported|allowed|permitted>`,
  `<Access|Requests> from your ${region} <is|are> <blocked|not allowed|restricted|prohibited|forbidden>`,
  `Unsupported ${region}`,
  `You must <accept|agree to> the <terms|license|licence|EULA|terms of use> <of|for> ${model} <first|before you use it>`,
  `Access to ${named} is gated. <Request|Ask for> access`,
  "Your <organization|organisation|account|phone number|email> must be verified to use this model",
  "Please verify your <organization|account|email|phone number> <first|to use this model>",
  "<Account|Organization|Identity> verification <is |>required",
  "Your <account|organization> <has been|is|was> <suspended|deactivated|banned|disabled|terminated|closed|blocked|locked>",
  `<API key|Key|This key> <is |>not <allowed|permitted|authorized|authorised> to <access|use|call> ${named}`,
  `<Your key|Your team|Your project|Your account> <does not|doesn't> have <access|permission> to <use |>${named}`,
  `You <don't|do not> have <access|permission> to ${named}`,
  `Access to ${named} is denied for this key`,
  `The <model gemma-4-31b-it|model> is not <enabled|allowed|permitted> for <this key|your project|your team|your account>`,
  "You are not <signed|logged> in",
  "You <must be|need to be> <signed|logged> in <to use cloud models|>",
  "Please <sign|log> in <first|to use this model>",
  "<Login|Sign-in|Sign in> <is |>required",
  "No <endpoints|providers> <available|found> <matching|that match> your <guardrail restrictions|data policy|privacy settings>",
);

export const creditWords = sentence(
  "Your <credit balance|account balance|balance> is <too low|insufficient|exhausted|depleted|negative|used up|not enough>",
  "Your <credits|prepaid credits|funds> are <insufficient|exhausted|depleted|used up|not enough|spent>",
  "<Insufficient|Not enough> <credits|credit|balance|funds|account balance>",
  "You <have run out of|ran out of|are out of|have no more|have no|do not have enough> <credits|credit|funds>",
  "<This request|The request> requires more <credits|credit|balance|funds> than you have",
  "Please <add|buy|purchase|top up your> <credits|credit>",
  "Payment <is |>required",
  "<This model|gemma4:31b-cloud> requires a <Pro |paid |> <subscription|plan>",
  "<This model|gemma4:31b-cloud> is <only |>available <to subscribers|on paid plans|for paid users>",
  "<Upgrade|Please upgrade> <your plan|your subscription|to a paid plan> to use this model",
);

export const brokenWords = sentence(
  "<The model|The runner|The engine|The worker process|The backend process|The model instance> <has crashed|crashed|exited unexpectedly|died|was killed|has been terminated|was unloaded|is no longer running|is not running any more><| without additional information| while it answered>",
  "<Model|Runner> <exited with|stopped,> exit code<:| > <-9|2|null>",
);
export const negativeWords = sentence(
  "<max_tokens|max_completion_tokens|`max_new_tokens`|max_output_tokens> must be <at least 1|greater than 0|strictly positive|positive><, got|. Given:|, but got|, received> <-2|-344|-8191>",
);

const what = "<request|prompt|input|message>";
export const refusedWords = sentence(
  `<Your|The> ${what} <was|has been|is> <blocked|flagged|rejected|refused|filtered> by <our|the|a> <content filter|moderation|safety system|safety filter|guardrail|content policy>`,
  `<Your|The> ${what} <was|has been> <blocked|flagged|rejected> <due to|because of|for> <a content policy violation|our usage policy|safety reasons>`,
  `<Your|The> ${what} violates <our|the> <content policy|usage policy|usage policies|safety policy|safety guidelines|content guidelines>`,
  "<Content|Prompt> <was |>flagged <as unsafe|by moderation|for violence>",
);

/** What is wrong with a request that none of this is the matter with. */
export const innocentWords = sentence(
  "Invalid value for '<temperature|top_p|presence_penalty>': must be between 0 and <1|2>",
  "Unknown <parameter|field>: '<memory|region|account|license|privacy|credits|quota|terms|balance|location|moderation>'",
  "'<memory|region|account|license|quota|plan>' is not a <known|supported> parameter",
  "Missing required field '<messages|model|role|content>'",
  "max_tokens must be <at least 1|greater than 0|a positive integer>",
  "'stop' may hold <4|16> strings at most",
  "tools[0].function.name <exceeds|is longer than> 64 characters",
  "Invalid JSON in the request's body at <line 1|position 2048>",
  "response_format is not supported by this model",
  "<Image|File|Attachment> <is larger than|exceeds|must be smaller than> 20 MB",
  "Invalid image URL",
  "Too many <tools: 200|stop sequences: 9|images: 12>, at most <128|4|10> are allowed",
  "messages.1.role must be one of user, assistant",
  "Duplicate tool name: read_file",
  "logit_bias keys must be token ids",
  "The parameter <seed|user|metadata.plan|metadata.region> must be a string",
);
