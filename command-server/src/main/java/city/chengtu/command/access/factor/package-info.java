/**
 * Second factor 双因素: one-time codes by time (RFC 6238), the codes that help when the telephone is
 * lost, and the box in which secrets lie in the database. Knows nothing of accounts and sessions.
 */
package city.chengtu.command.access.factor;
