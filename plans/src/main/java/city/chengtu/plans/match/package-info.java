/**
 * Finds the plans for an incident by its type, level, place and time, and says why each one fits or
 * does not.
 */
package city.chengtu.plans.match;
