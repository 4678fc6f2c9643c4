/** How a place is tried. */
export type PlaceKind =
  /** Made if it is missing; a file can be written in it. */
  | 'folder-to-write'
  /** Its folder is one to write; the file itself may be missing. */
  | 'file-to-write'
  /** Its JSON files can be read. */
  | 'folder-to-read'
  | 'file-to-read';

/** A file or folder that a setting names. */
export interface Place {
  readonly setting: string;
  readonly path: string;
  readonly kind: PlaceKind;
  /** Files in a folder to write that must be writable themselves once they exist. */
  readonly files?: readonly string[];
  /** What to do when the place is no good: a sentence. */
  readonly remedy: string;
}

/** What is wrong with a place, to be read behind its name: "is a file". */
export class PlaceFault extends Error {}
