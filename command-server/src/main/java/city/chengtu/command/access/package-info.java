/**
 * Access 权限: people and machines, how they sign in, and the one decision what they may do and see.
 *
 * <p>Why one decision: API answers, tiles, the live feed, exports and replay must never differ in
 * what they show. All ask {@link city.chengtu.command.access.AccessPolicy}.
 *
 * <p>Why rules are data: a city changes its duties without a new program, and an auditor can read
 * as of any day who could see what. The rules come from {@code access/rules.yaml} into tables with
 * version and validity; every change is a journal entry.
 */
package city.chengtu.command.access;
