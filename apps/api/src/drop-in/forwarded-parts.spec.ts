import { NoStoredKeys } from '@app/access';
import { formatKey, newApiKey } from '@app/access/testing';
import { Authenticator } from '../auth/authenticator.js';
import { ForwardedParts } from './forwarded-parts.js';

const KEY = 'acme-key-0123456789.~_-AZ';
const STORED = formatKey(newApiKey());

describe('ForwardedParts', () => {
  const search = new ForwardedParts(Authenticator.from(`acme:${KEY}`, new NoStoredKeys()));
  const of = (query: string) => search.search(`/v1/messages${query}`);

  it.each([
    '',
    '?beta=true',
    '?api-version=2024-10-21',
    "?a=it's&b=%27&c=a+b&d=%20&e=[1]&f={x}&g=|",
    '?a=1&a=2&&b',
    '?key=value&token=page-2',
    '?q=http://elsewhere/?x=1',
    '?%E0%A4%A=broken',
    '?',
  ])('passes %j on as it is', (query) => {
    expect(of(query)).toBe(query);
  });

  it.each([
    [`?key=${KEY}`, ''],
    [`?key=${STORED}&beta=true`, '?beta=true'],
    [`?beta=true&api_key=somebody`, '?beta=true'],
    [`?a=%27&API-Key=somebody&b='`, "?a=%27&b='"],
    [`?access_token=somebody`, ''],
    [`?whatever=${KEY.replace('acme', '%61cme')}&x=1`, '?x=1'],
    [`?auth=Bearer+${KEY}&x=1`, '?x=1'],
    [`?a=1;api=${KEY}&x=1`, '?x=1'],
    [`?${KEY}`, ''],
    [`?a=%22${KEY}%22&x=1`, '?x=1'],
    [`?a={"key":"${STORED}"}&x=1`, '?x=1'],
    [`?to=/by/${KEY}/on&x=1`, '?x=1'],
    [`?Authorization=Bearer+somebody&x=1`, '?x=1'],
  ])('passes of %j only %j on', (query, passed) => {
    expect(of(query)).toBe(passed);
  });
});
