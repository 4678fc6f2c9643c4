/** A worker says to the process that forked it that it wants no more connections, and serves until it is given none. */
export interface LeavingMessage {
  readonly kind: 'leaving';
}
