/**
 * Known vulnerabilities 漏洞核查 in the libraries that ship with the server, looked up without a
 * network: in a copy of the OSV database (one JSON document for each advisory, as osv.dev publishes
 * them for Maven, zipped or not) that somebody has carried in.
 *
 * <p>Versions are ordered by Maven's own code ({@code ComparableVersion}). What cannot be
 * identified is said, never passed over.
 */
package city.chengtu.command.vulnerabilities;
