import { jsonPieces, pieces } from '../pieces.js';
import type { ContentPart, OutputItem } from './response.items.js';

type Event = Readonly<Record<string, unknown>> & { readonly type: string };
type Response = Readonly<Record<string, unknown>> & { readonly output: readonly OutputItem[] };

/** The events of a stream in the order in which OpenAI sends them, as SSE frames. */
export function responseFrames(response: Response, words?: number): string[] {
  const begun = {
    ...response,
    ...{ status: 'in_progress', completed_at: null, incomplete_details: null, output: [], usage: null },
  };
  const events: Event[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...response.output.flatMap((item, output_index) => itemEvents(item, output_index, words)),
    { type: `response.${String(response.status)}`, response },
  ];
  return events.map(
    (event, sequence_number) =>
      `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
  );
}

function itemEvents(item: OutputItem, output_index: number, words?: number): Event[] {
  const place = { item_id: item.id, output_index };
  const { content = [], summary = [] } = item;
  return [
    { type: 'response.output_item.added', output_index, item: empty(item) },
    ...summary.flatMap((part, summary_index) => summaryEvents(part, { ...place, summary_index }, words)),
    ...content.flatMap((part, content_index) => partEvents(part, { ...place, content_index }, words)),
    ...(item.type === 'function_call' ? callEvents(item, place) : []),
    { type: 'response.output_item.done', output_index, item },
  ];
}

function empty(item: OutputItem): object {
  const inside = { message: { content: [] }, reasoning: { summary: [] }, function_call: { arguments: '' } };
  const status = item.status === undefined ? {} : { status: 'in_progress' };
  return { ...item, ...status, ...inside[item.type as keyof typeof inside] };
}

function summaryEvents(part: ContentPart, place: object, words?: number): Event[] {
  const { text } = part;
  return [
    { type: 'response.reasoning_summary_part.added', ...place, part: { ...part, text: '' } },
    ...pieces(String(text), words).map((delta) => ({
      ...{ type: 'response.reasoning_summary_text.delta', ...place, delta },
    })),
    { type: 'response.reasoning_summary_text.done', ...place, text },
    { type: 'response.reasoning_summary_part.done', ...place, part },
  ];
}

function partEvents(part: ContentPart, place: object, words?: number): Event[] {
  const isRefusal = part.type === 'refusal';
  const added = isRefusal ? { refusal: '' } : { annotations: [], logprobs: [], text: '' };
  return [
    { type: 'response.content_part.added', ...place, part: { ...part, ...added } },
    ...(isRefusal ? refusalEvents(part, place, words) : textEvents(part, place, words)),
    { type: 'response.content_part.done', ...place, part },
  ];
}

function refusalEvents({ refusal }: ContentPart, place: object, words?: number): Event[] {
  return [
    ...pieces(String(refusal), words).map((delta) => ({ type: 'response.refusal.delta', ...place, delta })),
    { type: 'response.refusal.done', ...place, refusal },
  ];
}

function textEvents({ text, logprobs, annotations }: ContentPart, place: object, words?: number): Event[] {
  const tokens = logprobs as readonly object[];
  return [
    ...pieces(String(text), words).map((delta, at) => ({
      ...{ type: 'response.output_text.delta', ...place, delta, logprobs: tokens.slice(at, at + 1) },
    })),
    ...(annotations as readonly object[]).map((annotation, annotation_index) => ({
      ...{ type: 'response.output_text.annotation.added', ...place, annotation_index, annotation },
    })),
    { type: 'response.output_text.done', ...place, text, logprobs },
  ];
}

function callEvents({ arguments: json, name }: OutputItem, place: object): Event[] {
  return [
    ...jsonPieces(String(json)).map((delta) => ({
      ...{ type: 'response.function_call_arguments.delta', ...place, delta },
    })),
    { type: 'response.function_call_arguments.done', ...place, arguments: json, name },
  ];
}
