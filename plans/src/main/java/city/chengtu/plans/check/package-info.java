/**
 * Looks for what is wrong with a plan before the day it is needed: parts nobody can play, tasks
 * nobody can do, orders that wait for each other, levels without a commander, words this system
 * does not know.
 */
package city.chengtu.plans.check;
