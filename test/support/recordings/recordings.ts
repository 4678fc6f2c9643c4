import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedCall, Recording } from './recording.js';

/** Everything that was recorded, by name. */
export function readRecordings(): Recording[] {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as Recording);
}

export function readRecording(call: RecordedCall): Recording {
  return JSON.parse(recordingText(call)) as Recording;
}

/** The text of one recording's file. */
export function recordingText(call: RecordedCall): string {
  return readFileSync(fileOf(call), 'utf8');
}

export function writeRecording(recording: Recording): void {
  writeFileSync(fileOf(recording), textOf(recording));
}

export function textOf(recording: Recording): string {
  return `${JSON.stringify(recording, undefined, 1)}\n`;
}

function fileOf({ provider, name }: RecordedCall): string {
  return join(__dirname, `${provider}.${name}.json`);
}
