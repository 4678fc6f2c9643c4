const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(ALPHABET.length);

/** Encodes a big-endian number as `length` digits of 0-9, A-Z and a-z. @throws RangeError when it needs more digits. */
export function base62(bytes: Uint8Array, length: number): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  let digits = '';
  for (; digits.length < length; number /= BASE) digits = ALPHABET[Number(number % BASE)]! + digits;
  if (number > 0n) throw new RangeError(`The number needs more than ${length} digits.`);
  return digits;
}
