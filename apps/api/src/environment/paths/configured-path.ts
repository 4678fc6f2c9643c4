/** How a path is checked. */
export type PathKind =
  /** A folder to write files in. It is made if it is missing. */
  | 'folder-to-write'
  /** A file to write, which may be missing. Its folder is checked like a folder to write. */
  | 'file-to-write'
  /** A folder whose JSON files are read. */
  | 'folder-to-read'
  | 'file-to-read';

/** The path of a file or folder that a setting names. */
export interface ConfiguredPath {
  readonly setting: string;
  readonly path: string;
  readonly kind: PathKind;
  /** Files in a folder to write that must be writable themselves if they exist. */
  readonly files?: readonly string[];
  /** The next step when the path can't be used: a sentence. */
  readonly remedy: string;
}

/** Why a path can't be used. The message completes a sentence that begins with the path: "is a file". */
export class PathProblem extends Error {}
