/** Methods that are not asked by themselves, by the reason. */
type Reasons = Readonly<Record<string, readonly string[]>>;

const OF_OPENAI: Reasons = {
  'opens a WebSocket, which the service refuses in words': [
    ...['realtime.connect', 'realtime.translations.connect', 'responses.connect', 'live.connect'],
    ...['live.forks.connect', 'live.sideband.connect', 'beta.realtime.connect', 'beta.responses.connect'],
  ],
  'sends what another method sends, and reads the answer in its own way': [
    ...['chat.completions.parse', 'chat.completions.stream', 'chat.completions.run_tools'],
    ...['beta.chat.completions.parse', 'beta.chat.completions.stream'],
    ...['responses.parse', 'responses.stream', 'beta.agents.sessions.stream'],
    ...['beta.threads.create_and_run_stream', 'beta.threads.runs.create_and_stream'],
    ...['beta.threads.runs.stream', 'beta.threads.runs.submit_tool_outputs_stream'],
  ],
  'calls other methods, several times': [
    ...['beta.threads.create_and_run_poll', 'beta.threads.runs.create_and_poll', 'beta.threads.runs.poll'],
    ...['beta.threads.runs.submit_tool_outputs_and_poll', 'files.wait_for_processing'],
    ...['vector_stores.file_batches.create_and_poll', 'vector_stores.file_batches.poll'],
    ...['vector_stores.file_batches.upload_and_poll', 'vector_stores.files.create_and_poll'],
    ...['vector_stores.files.poll', 'vector_stores.files.upload', 'vector_stores.files.upload_and_poll'],
    ...['uploads.upload_file_chunked', 'videos.create_and_poll', 'videos.poll'],
    ...['beta.agents.environments.files.upload', 'beta.agents.environments.files.prepare'],
    ...['beta.agents.environments.files.prepare_directory', 'beta.agents.sessions.artifacts.for_result'],
  ],
  'calls nobody': ['webhooks.unwrap', 'webhooks.verify_signature'],
};

const OF_ANTHROPIC: Reasons = {
  'sends what another method sends, and reads the answer in its own way': [
    ...['messages.parse', 'messages.stream', 'beta.messages.parse', 'beta.messages.stream'],
    'beta.messages.thread',
  ],
  'calls other methods, several times': [
    ...['beta.messages.tool_runner', 'beta.sessions.events.tool_runner'],
    ...['beta.environments.work.poller', 'beta.environments.work.worker'],
  ],
  'asks the address that a batch names, not the base URL': [
    ...['messages.batches.results', 'beta.messages.batches.results'],
  ],
  'calls nobody': ['beta.webhooks.unwrap', 'beta.webhooks.parse_unverified'],
};

export const OPENAI_EXCEPTIONS = Object.values(OF_OPENAI).flat();
export const ANTHROPIC_EXCEPTIONS = Object.values(OF_ANTHROPIC).flat();
