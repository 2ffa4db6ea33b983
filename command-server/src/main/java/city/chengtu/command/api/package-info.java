/**
 * How HTTP meets the services: one contract (OpenAPI), one way to run a question or a command off
 * the event loop, one form of error (RFC 9457). Knows no domain.
 */
package city.chengtu.command.api;
