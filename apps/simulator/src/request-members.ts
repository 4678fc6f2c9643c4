/** What a member of a request has to be. */
export interface RequestMember {
  readonly name: string;
  /** In words, for the error. */
  readonly wanted: string;
  readonly isOptional?: boolean;
  fits(value: unknown): boolean;
}

export const MODEL: RequestMember = {
  name: 'model',
  wanted: 'a non-empty string',
  fits: (value) => typeof value === 'string' && value !== '',
};

export const MESSAGES: RequestMember = {
  name: 'messages',
  wanted: 'a non-empty array of messages',
  fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isMessage),
};

export function countMember(name: string, isOptional: boolean): RequestMember {
  const fits = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
  return { name, wanted: 'a whole number above 0', isOptional, fits };
}

/** The first member that is missing or wrong. */
export function firstWrongMember(
  body: unknown,
  members: readonly RequestMember[],
): { member: RequestMember; isMissing: boolean } | undefined {
  const given = (body ?? {}) as Readonly<Record<string, unknown>>;
  const isMissing = ({ name }: RequestMember) => given[name] === undefined;
  const member = members.find((one) => (isMissing(one) ? !one.isOptional : !one.fits(given[one.name])));
  return member && { member, isMissing: isMissing(member) };
}

function isMessage(value: unknown): boolean {
  const { role, content } = (value ?? {}) as { role?: unknown; content?: unknown };
  return (
    typeof role === 'string' && (typeof content === 'string' || Array.isArray(content) || content == null)
  );
}
