/** Why a method of OpenAI's clients is not asked by itself. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'opens a WebSocket, which the service refuses in words': [
    ...['realtime.connect', 'realtime.translations.connect', 'responses.connect', 'live.connect'],
    ...['live.forks.connect', 'live.sideband.connect', 'beta.realtime.connect', 'beta.responses.connect'],
  ],
  'sends what another method sends, and reads the answer in its own way': [
    ...['chat.completions.parse', 'chat.completions.stream', 'chat.completions.run_tools'],
    ...['beta.chat.completions.parse', 'beta.chat.completions.stream'],
    ...['responses.parse', 'responses.stream', 'beta.agents.sessions.stream'],
    ...[
      'beta.threads.create_and_run_stream',
      'beta.threads.runs.create_and_stream',
      'beta.threads.runs.stream',
    ],
    'beta.threads.runs.submit_tool_outputs_stream',
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

/** By method: the reason. */
export const OPENAI_EXCEPTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(REASONS).flatMap(([reason, methods]) => methods.map((method) => [method, reason])),
);
