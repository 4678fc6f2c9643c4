export { BodyTooLong, DecodedLength, LONGEST_DECODED } from './bounded.body.js';
export { HttpClient, type RawCall } from './http.client.js';
export { proxiesOf, ProxyEnv, type Proxies } from './proxy.env.js';
