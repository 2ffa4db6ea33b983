/**
 * Reads plan files. A file is YAML of a fixed shape; whatever does not fit is named with line and
 * path, and nothing is ever ignored: an unknown key, a key written twice, an empty value, a YAML
 * tag are all findings. Nothing in a file can run code.
 */
package city.chengtu.plans.read;
