import { setTimeout as wait } from 'node:timers/promises';
import { SettingError } from '@app/core';
import { type Place, PlaceFault } from './place.js';
import { tryToRead, tryToReadIn } from './readable.trial.js';
import { tryToWriteIn, tryToWriteTo } from './writable.trial.js';

/** A file system that says nothing for so long is away. Milliseconds. */
const PATIENCE_MS = 4_000;

/** Some of the system's calls have not come back: this process can't end in the ordinary way, which waits for them. */
export class SilentPlaceError extends SettingError {}

/** Tries all of them at once. @throws SettingError with one line for each that is no good. */
export async function tryPlaces(places: readonly Place[]): Promise<void> {
  const patience = new AbortController();
  const silence = wait(PATIENCE_MS, 'silent' as const, { ref: true, signal: patience.signal }).catch(
    () => 'silent' as const,
  );
  const findings = await Promise.all(places.map((place) => Promise.race([faultIn(place), silence])));
  patience.abort();
  const lines = places.flatMap((place, at) => lineOf(place, findings[at]) ?? []);
  if (lines.length === 0) return;
  const Kind = findings.includes('silent') ? SilentPlaceError : SettingError;
  throw new Kind([...new Set(lines)].join('\n'));
}

type Finding = 'silent' | PlaceFault | undefined;

function lineOf({ setting, path, remedy }: Place, finding: Finding): string | undefined {
  if (finding === undefined) return undefined;
  const fault =
    finding === 'silent'
      ? `did not answer within ${PATIENCE_MS / 1_000} seconds. Is its file system there?`
      : `${finding.message}.`;
  return `${setting} ${path} ${fault} ${remedy}`;
}

async function faultIn(place: Place): Promise<PlaceFault | undefined> {
  try {
    await tryPlace(place);
    return undefined;
  } catch (error) {
    if (error instanceof PlaceFault) return error;
    throw error;
  }
}

function tryPlace({ kind, path, files }: Place): Promise<void> {
  switch (kind) {
    case 'folder-to-write':
      return tryToWriteIn(path, files);
    case 'file-to-write':
      return tryToWriteTo(path);
    case 'folder-to-read':
      return tryToReadIn(path);
    case 'file-to-read':
      return tryToRead(path);
    default:
      return kind satisfies never;
  }
}
