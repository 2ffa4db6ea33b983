/**
 * OpenID Connect 统一身份认证: what the city's identity provider says about a person.
 *
 * <p>Authorization code flow with PKCE (RFC 7636, S256), state and nonce; the checks of OpenID
 * Connect Core 1.0, 3.1.3.7. Signatures and keys are the library's work (Nimbus JOSE+JWT): it
 * fetches the provider's keys again when a token names one it does not know, and no more often than
 * every half minute. This package knows nothing of accounts and sessions.
 *
 * <p>Only asymmetric signatures are accepted: {@code none} and the HMAC family never are, whatever
 * a token's header says.
 */
package city.chengtu.command.access.oidc;
