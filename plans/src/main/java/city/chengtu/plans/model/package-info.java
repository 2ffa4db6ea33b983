/**
 * The contingency plan 预案 as immutable records: who, what, in which order, how long, where.
 *
 * <p>The shape follows the digital plan (数字化预案) as practised in Chinese cities: plan, start rules,
 * level profiles, roles bound to organisations, phases, tasks with limits, map rules, resources,
 * message and document templates. Lengths are metres, durations ISO-8601, dates are local calendar
 * dates without a zone.
 */
package city.chengtu.plans.model;
