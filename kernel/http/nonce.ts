/** For pages whose styles are not files: each answer has a nonce of its own in `reply.cspNonce.style`. */
export const withNonce = { enableCSPNonces: true }
