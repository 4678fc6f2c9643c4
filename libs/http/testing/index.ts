export { eventStream, json, LoopbackServer, type ReceivedRequest, type Reply } from './loopback.server.js';
export { TunnelProxy } from './tunnel.proxy.js';
