/**
 * What this node counts and measures, for Prometheus. The only package that knows the library: the
 * others show plain numbers, or tell a small listener.
 */
package city.chengtu.command.metrics;
