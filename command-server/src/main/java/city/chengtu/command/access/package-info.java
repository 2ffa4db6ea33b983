/**
 * Access 权限: people and machines, how they sign in, and the one decision what they may do and see.
 *
 * <p><b>Why one decision.</b> API answers, tiles, the live feed, exports and replay must never
 * differ in what they show. All ask {@link city.chengtu.command.access.AccessPolicy}; for journal
 * entries through {@link city.chengtu.command.access.StateFilter}. What is encoded for one receiver
 * may be shared with all who have the same {@link city.chengtu.command.access.VisibilityKey}.
 *
 * <p><b>Why rules are data.</b> A city changes its duties without a new program, and an auditor
 * reads as of any day who could see what. The rules come from {@code access/rules.yaml} into tables
 * with version and validity; the journal entry of a change carries the rules whole, so that every
 * node takes them over without reading anything. A new version of the file takes effect at the next
 * start.
 *
 * <p><b>Why sessions live in the database.</b> Revoked means revoked on all nodes: at once where
 * the journal arrives, after five seconds where it does not. Kept is only a hash of the cookie; the
 * CSRF token follows from the cookie and is kept nowhere. Uses of a session are no changes of state
 * and not in the journal.
 *
 * <p><b>Why passwords go another way.</b> A command's receipt keeps a fast hash of the request; for
 * a request with a password that would be a gift to whoever gets the database. {@code
 * SecretCommands} leaves the password out of it. Dear hashing happens before the transaction and
 * only a few run at a time.
 *
 * <p><b>Separation of duties 三员分立.</b> Who keeps accounts and who audits has no business rights;
 * the rules say which roles exclude each other. Nobody changes the roles of the own account, and
 * the last who can keep accounts cannot go.
 *
 * <p>Sources: GB/T 22239-2019 level 3, 8.1.4.1 to 8.1.4.3 and 8.1.4.11; Argon2id RFC 9106; figures
 * stand in the rules file.
 *
 * <p>Entry for the server: {@link city.chengtu.command.access.Access}. Routes of other packages
 * need nothing from here but the policy.
 */
package city.chengtu.command.access;
