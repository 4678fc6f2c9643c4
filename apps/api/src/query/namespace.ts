/** What a namespace may be called. */
export const NAMESPACE = /^[A-Za-z0-9._-]{1,64}$/;
export const NAMESPACE_MESSAGE = 'must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';
